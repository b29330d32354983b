/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/check_cmd.h - `backfile check`: is the archive sound?
 *
 * One line on standard output when it is; one for each finding, on standard
 * error, when it is not.  --json adds the digest (archive_digest()), by which
 * two archives can be compared.
 */
#ifndef INDEXER_CHECK_CMD_H
#define INDEXER_CHECK_CMD_H

/* argv[0] is skipped.  Exit status: 0 sound, 2 damaged, not there, or wrong use. */
int check_main(int argc, char **argv);

#endif
