/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/width.h - how many columns of a terminal a text takes, and which of its
 * code points may reach one.
 *
 * wcwidth(3) would need a locale; answers must look the same without one.  The
 * tables are those of Unicode 14.  Pure functions, safe from any thread.
 */
#ifndef QUERY_WIDTH_H
#define QUERY_WIDTH_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/slice.h"

/* 0 for combining marks and format characters, 2 for East Asian wide and full
 * width, else 1. */
int    width_of(uint32_t cp);
size_t width_of_text(struct slice s); /* bad bytes count as U+FFFD */

/* What is shown for cp: white space of any kind becomes a blank; other control
 * characters (C0, DEL, C1), with which a page could drive the terminal, become
 * U+FFFD; 0 means show nothing (bidirectional overrides and isolates, tags, byte
 * order marks).  Anything else is itself. */
uint32_t width_safe(uint32_t cp);

#endif
