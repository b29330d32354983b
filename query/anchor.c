/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Citation keys: see anchor.h. */
#include "query/anchor.h"

#include "lib/base/num.h"

static bool good_id(struct slice id)
{
	size_t i;

	if (id.n == 0 || id.n > ANCHOR_ID_MAX)
		return false;
	for (i = 0; i < id.n; i++)
		if ((unsigned char)id.p[i] <= ' ' || id.p[i] == 0x7F || id.p[i] == '/')
			return false;
	return true;
}

/* "p12" with 'p': 12. */
static bool part(struct slice s, char letter, uint32_t *out)
{
	return s.n > 1 && s.p[0] == letter && num_u32(slice_sub(s, 1, s.n), ANCHOR_PART_MAX, out) &&
	       *out > 0;
}

enum status anchor_parse(const char *key, struct anchor *out, struct err *err)
{
	struct slice rest = slice_str(key), id = SLICE_NONE, anchor, p = SLICE_NONE, s = SLICE_NONE;
	struct anchor a = {SLICE_NONE, 0, 0};

	slice_split(&rest, '#', &id);
	if (!good_id(id))
		return err_set(
		    err, STATUS_USAGE,
		    "'%.80s' is no article id: 'backfile search' prints them, as a:0123…", key);
	a.id = id;
	if (rest.p) {
		anchor = rest;
		slice_split(&anchor, '.', &p);
		s = anchor;
		if (!part(p, 'p', &a.p) || (s.p && !part(s, 's', &a.s)))
			return err_set(
			    err, STATUS_USAGE,
			    "'%.80s': a passage is written ID#p3, or ID#p3.s2 for a sentence", key);
	}
	*out = a;
	return STATUS_OK;
}
