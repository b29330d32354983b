/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/io.h - whole files and whole writes; interrupted calls are resumed.
 * Default places of the archive and the socket. */
#ifndef LIB_BASE_IO_H
#define LIB_BASE_IO_H

#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/status.h"

/* Append the whole file to b; STATUS_TOO_BIG past b->max. */
enum status io_read_file(const char *path, struct buf *b, struct err *err) MUST_CHECK;
enum status io_read_fd(int fd, const char *name, struct buf *b, struct err *err) MUST_CHECK;
/* All n bytes, or an error. */
enum status io_write_all(int fd, const void *p, size_t n, struct err *err) MUST_CHECK;
/* Exactly n bytes.  *eof is set (and STATUS_OK given) when the file ended before
 * the first of them; an end in the middle is STATUS_BAD_DATA. */
enum status io_read_exact(int fd, void *p, size_t n, bool *eof, struct err *err) MUST_CHECK;

/* Where the archive is: `given`, else $BACKFILE_INDEX, else
 * $XDG_DATA_HOME/backfile, else $HOME/.local/share/backfile.  The socket:
 * `given`, else $BACKFILE_SOCKET, else $XDG_RUNTIME_DIR/backfile.sock, else
 * /tmp/backfile-UID.sock.  The caller frees. */
char *io_default_index(const char *given);
char *io_default_socket(const char *given);
/* What $BACKFILE_SYNONYMS names, or NULL; the environment's. */
const char *io_default_synonyms(void);

#endif
