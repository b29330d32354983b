/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/rules.h - rules of the cleaner that can be switched off to see what each
 * earns (bench/ablation.sh).
 *
 *	if (RULE(HEAD_DATE) && is_date(k, b)) ...
 *
 * In an ordinary build RULE() is the constant 1 and costs nothing.  Built with
 * -DRULES_SWITCHED a rule is off when $BACKFILE_RULES_OFF, a list with commas,
 * names it.  A rule's name stands at one place or at several; bench/ablation.sh
 * finds the names in the sources.
 */
#ifndef CORPUS_RULES_H
#define CORPUS_RULES_H

#ifdef RULES_SWITCHED
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static inline bool rule_on(const char *name)
{
	const char *off = getenv("BACKFILE_RULES_OFF"), *p;
	size_t n = strlen(name);

	for (p = off; p && (p = strstr(p, name)); p += n)
		if ((p == off || p[-1] == ',') && (p[n] == ',' || p[n] == '\0'))
			return false;
	return true;
}
#define RULE(name) rule_on(#name)
#else
#define RULE(name) 1
#endif

#endif
