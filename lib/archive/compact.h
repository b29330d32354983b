/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/compact.h - the archive written anew, dense; for this room, see
 * archive_writer_compact().
 *
 * Each commit of Xapian's writes changed blocks to new places and leaves the old
 * ones free; after a build a third of the files is free space, which nothing
 * but a copy gives back.  The copy is made in DIR.compact beside the archive and
 * takes its place by one exchange of names, so that at any moment a whole
 * archive is at DIR.
 */
#ifndef LIB_ARCHIVE_COMPACT_H
#define LIB_ARCHIVE_COMPACT_H

#include <stdbool.h>

#include "lib/base/status.h"

#define COMPACT_CHANGES 1000 /* fewer changed articles are not worth it */

/* The caller holds the lock and has committed. */
enum status archive_compact(const char *dir, bool (*stop)(void), bool *done, struct err *err)
	MUST_CHECK;

#endif
