/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/clean_cmd.h - `backfile clean`: cleaned articles without an archive.
 *
 * What the indexer would store, as text or as one JSON object a line, on
 * standard output, in the order of the input.  What is set aside goes to
 * standard error: "backfile clean: FILE: line N: message".
 */
#ifndef INDEXER_CLEAN_CMD_H
#define INDEXER_CLEAN_CMD_H

/* argv[0] is skipped.  Exit status: 0 something was cleaned, 1 nothing was,
 * 2 wrong use or a PATH that could not be read at all. */
int clean_main(int argc, char **argv);

#endif
