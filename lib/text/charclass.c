/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Classes of code points: see charclass.h.  The general category decides; the
 * tables below are what a news archive needs beyond it. */
#include "lib/text/charclass.h"

#include <pthread.h>
#include <stddef.h>

#include <utf8proc.h>

uint8_t charclass_table[CHARCLASS_TABLED];

struct range {
	uint32_t first, last;
};

/* Scripts written without blanks between words: UAX #29 leaves them to a
 * dictionary, we take bigrams.  Hangul has blanks and is not here. */
static const struct range dense[] = {
    {0x0E01, 0x0E4E},                     /* Thai */
    {0x0E80, 0x0ECD},                     /* Lao */
    {0x0EDC, 0x0EDF},   {0x1000, 0x109F}, /* Myanmar */
    {0x1780, 0x17DD},                     /* Khmer */
    {0x1A20, 0x1A7C},                     /* Tai Tham */
    {0x2E80, 0x2FDF},                     /* Han radicals */
    {0x3005, 0x3007},                     /* iteration mark, zero */
    {0x3021, 0x3029},   {0x3031, 0x3035},   {0x303B, 0x303C}, {0x3041, 0x30FF}, /* Kana */
    {0x3105, 0x312F},                                                           /* Bopomofo */
    {0x31A0, 0x31BF},   {0x31F0, 0x31FF},   {0x3400, 0x4DBF},                   /* Han */
    {0x4E00, 0x9FFF},   {0xA9E0, 0xA9FE},   /* Myanmar extended */
    {0xAA60, 0xAA7F},   {0xF900, 0xFAFF},   /* Han compatibility */
    {0xFF66, 0xFF9D},                       /* half-width Kana */
    {0x16FF0, 0x16FF6}, {0x1AFF0, 0x1B16F}, /* Kana supplement */
};

static const struct {
	uint32_t cp;
	uint8_t cls;
} special[] = {
    {'\'', CHAR_APOSTROPHE},
    {'`', CHAR_APOSTROPHE},
    {0x00B4, CHAR_APOSTROPHE},
    {0x02BB, CHAR_APOSTROPHE},
    {0x02BC, CHAR_APOSTROPHE},
    {0x2018, CHAR_APOSTROPHE},
    {0x2019, CHAR_APOSTROPHE},
    {0x201B, CHAR_APOSTROPHE},
    {0xFF07, CHAR_APOSTROPHE},
    {0x05F3, CHAR_APOSTROPHE}, /* geresh */
    {'-', CHAR_HYPHEN},
    {0x05BE, CHAR_HYPHEN},
    {0x2010, CHAR_HYPHEN},
    {0x2011, CHAR_HYPHEN},
    {0x2012, CHAR_HYPHEN},
    {0x2013, CHAR_HYPHEN} /* en dash: Russia–Ukraine */,
    {0xFE63, CHAR_HYPHEN},
    {0xFF0D, CHAR_HYPHEN},
    {0x00B2, CHAR_SUPER},
    {0x00B3, CHAR_SUPER},
    {0x00B9, CHAR_SUPER},
    {0x2070, CHAR_SUPER},
    {0x2074, CHAR_SUPER},
    {0x2075, CHAR_SUPER},
    {0x2076, CHAR_SUPER},
    {0x2077, CHAR_SUPER},
    {0x2078, CHAR_SUPER},
    {0x2079, CHAR_SUPER},
    {'\t', CHAR_SPACE},
    {'\n', CHAR_SPACE},
    {'\v', CHAR_SPACE},
    {'\f', CHAR_SPACE},
    {'\r', CHAR_SPACE},
    {0x0085, CHAR_SPACE},
    {0x0640, CHAR_IGNORE}, /* tatweel only stretches a word */
    {0x30A0, CHAR_HYPHEN}, /* Kana double hyphen */
    {0xFF9E, CHAR_MARK},
    {0xFF9F, CHAR_MARK}, /* half-width voicing marks */
    /* format characters that are seen: they stand before a number */
    {0x0600, CHAR_OTHER},
    {0x0601, CHAR_OTHER},
    {0x0602, CHAR_OTHER},
    {0x0603, CHAR_OTHER},
    {0x0604, CHAR_OTHER},
    {0x0605, CHAR_OTHER},
    {0x06DD, CHAR_OTHER},
    {0x070F, CHAR_OTHER},
    {0x0890, CHAR_OTHER},
    {0x0891, CHAR_OTHER},
    {0x08E2, CHAR_OTHER},
    {0x110BD, CHAR_OTHER},
    {0x110CD, CHAR_OTHER},
};

static enum char_class of_category(const utf8proc_property_t *p)
{
	if (p->ignorable)
		return CHAR_IGNORE;
	switch (p->category) {
	case UTF8PROC_CATEGORY_LL: return CHAR_LOWER;
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT: return CHAR_UPPER;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL: return CHAR_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME: return CHAR_MARK;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NO: return CHAR_DIGIT;
	case UTF8PROC_CATEGORY_SC: return CHAR_CURRENCY;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP: return CHAR_SPACE;
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF: return CHAR_IGNORE;
	default: return CHAR_OTHER;
	}
}

static void fill(void)
{
	size_t i;
	uint32_t cp;

	for (cp = 0; cp < CHARCLASS_TABLED; cp++)
		charclass_table[cp] =
		    (uint8_t)of_category(utf8proc_get_property((utf8proc_int32_t)cp));
	for (i = 0; i < sizeof(dense) / sizeof(dense[0]); i++)
		for (cp = dense[i].first; cp <= dense[i].last; cp++)
			if (char_is_letter((enum char_class)charclass_table[cp]))
				charclass_table[cp] = CHAR_DENSE;
	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		charclass_table[special[i].cp] = special[i].cls;
}

void charclass_init(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill);
}
