/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/country.h - countries and what is of them, in English: "russia" and
 * "russian", which no stemmer brings together.
 *
 * Names that are another plain word, or a person's or another place's as often
 * (Chad, Georgia, Jordan, Polish, Turkey), are left out.  Threads: any. */
#ifndef LIB_TEXT_COUNTRY_H
#define LIB_TEXT_COUNTRY_H

#include "lib/base/slice.h"

/* The country of a folded word that says of which one something or somebody is
 * ("german", "germans"), or that word of a country; a static string, or absent. */
struct slice country_kin(struct slice form);

#endif
