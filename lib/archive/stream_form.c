/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A form told by its stem: see stream.h, docs/ARCHIVE-FORMAT.md.
 *
 * The table is part of the archive's format: a change raises ARCHIVE_FORMAT.  It is in
 * order of how often the endings occur in English news: of 100 forms there that are not
 * their stem the first 15 endings tell 84, in five bits, the first 63 tell 97.  Endings of
 * other European languages follow.
 */
#include <string.h>

#include "lib/archive/stream.h"
#include "lib/archive/stream_format.h"
#include "lib/base/hash.h"

/* So many bytes cut off the stem, and then these added. */
static const struct ending {
	unsigned char cut;
	char add[9];
} endings[STREAM_ENDINGS] = {
	{0, "s"}, {0, "e"}, {0, "ed"}, {0, "ing"}, {1, "y"}, {0, "es"}, {0, "al"}, {0, "er"},
	{0, "ion"}, {1, "ing"}, {0, "ly"}, {0, "ment"}, {0, "ers"}, {0, "ation"}, {0, "d"},
	{0, "ic"}, {0, "ity"}, {0, "ive"}, {0, "ions"}, {0, "ate"}, {0, "ent"}, {0, "ness"},
	{0, "ations"}, {0, "y"}, {0, "ement"}, {0, "ings"}, {0, "ated"}, {0, "ence"},
	{0, "ities"}, {0, "l"}, {0, "able"}, {0, "ance"}, {0, "als"}, {0, "ally"}, {0, "ting"},
	{0, "ant"}, {0, "ional"}, {0, "ating"}, {0, "ational"}, {0, "ments"}, {0, "ates"},
	{0, "ped"}, {0, "ely"}, {0, "ded"}, {0, "ning"}, {1, "ying"}, {0, "ical"}, {0, "ics"},
	{0, "ative"}, {0, "ators"}, {0, "ful"}, {0, "ately"}, {0, "ered"}, {1, "ings"},
	{0, "ous"}, {0, "ively"}, {0, "nesses"}, {0, "ized"}, {0, "ping"}, {0, "ency"},
	{0, "ives"}, {0, "ies"}, {0, "ator"}, {0, "led"}, {1, "ility"}, {0, "ding"}, {0, "ents"},
	{0, "ization"}, {0, "ically"}, {0, "ible"}, {0, "ering"}, {0, "ements"}, {0, "ism"},
	{0, "ize"}, {0, "ned"}, {0, "red"}, {0, "ants"}, {0, "ingly"}, {0, "en"}, {0, "n"},
	{0, "em"}, {0, "t"}, {0, "te"}, {0, "ten"}, {0, "ung"}, {0, "ungen"}, {0, "lich"},
	{0, "a"}, {0, "o"}, {0, "os"}, {0, "as"}, {0, "ar"}, {0, "ado"}, {0, "ada"}, {0, "ados"},
	{0, "adas"}, {0, "ando"}, {0, "ción"}, {0, "ciones"}, {0, "mente"}, {0, "idad"},
	{0, "aient"}, {0, "ait"}, {0, "eur"}, {0, "eurs"}, {0, "euse"}, {0, "if"}, {0, "ifs"},
	{0, "i"}, {0, "zione"}, {0, "zioni"}, {0, "amente"}, {0, "are"}, {0, "ato"}, {0, "ata"},
	{0, "ati"}, {0, "heid"}, {0, "heden"}, {0, "ende"}, {0, "et"}, {0, "ene"}, {0, "arna"},
	{0, "orna"}, {0, "na"}, {0, "ни"}, {0, "и"},
};

uint32_t stream_form(struct slice stem, struct slice form)
{
	size_t same = 0, cut, n;
	uint32_t i;

	while (same < stem.n && same < form.n && stem.p[same] == form.p[same])
		same++;
	cut = stem.n - same;
	n = form.n - same;
	if (cut == 0 && n == 0)
		return 0;
	if (cut <= 1 && n > 0 && n < sizeof(endings[0].add))
		for (i = 0; i < STREAM_ENDINGS; i++)
			if (endings[i].cut == cut && endings[i].add[n] == 0 &&
			    memcmp(endings[i].add, form.p + same, n) == 0)
				return i + 1;
	return STREAM_FORM_HASHED | (hash32(form) & STREAM_FORM_HASH);
}
