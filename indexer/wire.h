/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/wire.h - what goes over the pipes between the indexer and its workers.
 *
 * A message is four bytes of length, low first, and that many bytes.  A job is a
 * raw record; a reply is a status with either the record's name and the packed
 * article, or a message.  Both ends are the same program; all the same nothing
 * that is read is believed (a worker may have run wild before it died).
 */
#ifndef INDEXER_WIRE_H
#define INDEXER_WIRE_H

#include "corpus/raw.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

#define WIRE_HEAD 4
#define WIRE_MAX  ((size_t)512 << 20)

/* Append a whole message. */
void wire_put_job(struct buf *b, const struct raw *r);
/* `body` is the message without its head; slices of *out borrow from it. */
bool wire_get_job(struct slice body, struct raw *out) MUST_CHECK;

struct wire_reply {
	enum status  st;
	struct slice name, packed; /* STATUS_OK */
	struct slice message;      /* any other status */
};

void wire_put_reply(struct buf *b, const struct wire_reply *r);
bool wire_get_reply(struct slice body, struct wire_reply *out) MUST_CHECK;

/* The length of the message that b begins with; false when it is not whole yet.
 * *bad is set when it is longer than WIRE_MAX. */
bool wire_whole(struct slice b, size_t *body_n, bool *bad) MUST_CHECK;

#endif
