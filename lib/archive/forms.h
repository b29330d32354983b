/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/forms.h - how many forms of the lexicon have a stem: of one revision, for
 * this room (archive_stem_forms() is the door).
 *
 * Stems are told apart by hash32(): where two are taken for one, their forms are added
 * up, so a number is never too small.
 */
#ifndef LIB_ARCHIVE_FORMS_H
#define LIB_ARCHIVE_FORMS_H

#include "lib/archive/lexicon.h"

/* Begin with zeros; six bytes a stem. */
struct stem_forms {
	uint32_t *hashes; /* ascending */
	uint16_t *counts;
	size_t n;
	bool made;
};

enum status stem_forms_make(struct stem_forms *f, const struct xc_db *db, struct lexicon_index *x,
			    struct err *err) MUST_CHECK;
/* Frees it and makes it new again. */
void stem_forms_done(struct stem_forms *f);
uint32_t stem_forms_count(const struct stem_forms *f, struct slice stem);

#endif
