/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/lock.h - the folder of an archive and who writes to it; for this
 * room.
 *
 * Xapian's own lock (flintlock) decides; it does not tell who holds it.  So the
 * holder writes its process id beside it, which is only ever read when the lock
 * is held.
 */
#ifndef LIB_ARCHIVE_LOCK_H
#define LIB_ARCHIVE_LOCK_H

#include "lib/base/status.h"

/* Make the folder and those above it.  STATUS_USAGE: it is no folder, or one
 * with other things in it and no database. */
enum status archive_folder_prepare(const char *dir, struct err *err) MUST_CHECK;
void archive_holder_write(const char *dir);
void archive_holder_remove(const char *dir);
/* "process 1234", or "another process". */
void archive_holder_read(const char *dir, char *out, size_t size);

#endif
