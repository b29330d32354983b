/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The archive in this process, by lib/search: see transport.h. */
#include "query/transport.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/search/api.h"

struct local {
	struct api *api;
	struct api_reply reply; /* its memory serves all requests */
};

enum status local_open(const char *archive_dir, struct local **out, struct err *err)
{
	struct api *api;
	struct stat sb;
	enum status st;

	if (stat(archive_dir, &sb) < 0)
		return errno != ENOENT && errno != ENOTDIR
			       ? err_set_errno(err, "%.200s", archive_dir)
			       : err_set(err, STATUS_NOT_FOUND,
					 "no archive at %.200s: 'backfile index FOLDER' makes one "
					 "there; --index DIR or BACKFILE_INDEX name another",
					 archive_dir);
	if (!S_ISDIR(sb.st_mode))
		return err_set(err, STATUS_USAGE, "%.200s is a file; an archive is a folder",
			       archive_dir);
	st = api_open(archive_dir, &api, err);
	if (st != STATUS_OK)
		return st;
	*out = xcalloc(1, sizeof(**out));
	(*out)->api = api;
	api_reply_init(&(*out)->reply);
	return STATUS_OK;
}

void local_close(struct local *l)
{
	if (!l)
		return;
	api_reply_done(&l->reply);
	api_close(l->api);
	free(l);
}

enum status local_get(struct local *l, const char *path, const struct params *p, struct buf *body,
		      int *status, struct err *err)
{
	api_call(l->api, slice_str(path), p ? p->v : NULL, p ? p->n : 0, LIMIT_SEARCH_MS,
		 &l->reply);
	buf_add_slice(body, buf_slice(&l->reply.body));
	if (buf_error(body) != STATUS_OK)
		return err_set(err, STATUS_TOO_BIG, "the reply is larger than %zu bytes",
			       body->max);
	*status = l->reply.http;
	return STATUS_OK;
}
