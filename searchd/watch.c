/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readers of an archive that changes: see watch.h. */
#include "searchd/watch.h"

#include <assert.h>
#include <stdlib.h>

#include "lib/base/mem.h"

#define WATCH_MAGIC  0x77617421u
#define READER_MAGIC 0x72656121u

void watch_init(struct watch *w, const char *archive)
{
	w->magic = WATCH_MAGIC;
	w->archive = archive;
	atomic_init(&w->wanted, 0);
	atomic_init(&w->revision, 0);
}

uint64_t watch_revision(const struct watch *w)
{
	assert(w->magic == WATCH_MAGIC);
	return atomic_load(&w->revision);
}

void watch_reopen(struct watch *w)
{
	assert(w->magic == WATCH_MAGIC);
	atomic_fetch_add(&w->wanted, 1);
}

enum status reader_open(struct watch *w, struct reader **out, struct err *err)
{
	unsigned wanted = atomic_load(&w->wanted);
	struct reader *r;
	struct api *api;
	enum status st;

	assert(w->magic == WATCH_MAGIC);
	st = api_open(w->archive, &api, err);
	if (st != STATUS_OK)
		return st;
	r = xcalloc(1, sizeof(*r));
	r->magic = READER_MAGIC;
	r->watch = w;
	r->api = api;
	r->opened = wanted;
	atomic_store(&w->revision, api_revision(api));
	*out = r;
	return STATUS_OK;
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	assert(r->magic == READER_MAGIC);
	api_close(r->api);
	r->magic = 0;
	free(r);
}

static enum status open_anew(struct reader *r, unsigned wanted, struct err *err)
{
	struct api *api;
	enum status st = api_open(r->watch->archive, &api, err);

	if (st != STATUS_OK)
		return st;
	api_close(r->api);
	r->api = api;
	r->opened = wanted;
	return STATUS_OK;
}

enum status reader_update(struct reader *r, struct err *err)
{
	unsigned wanted = atomic_load(&r->watch->wanted);
	enum status st = STATUS_OK;
	bool changed = false;

	assert(r->magic == READER_MAGIC);
	if (r->opened != wanted || api_refresh(r->api, &changed, NULL) != STATUS_OK)
		st = open_anew(r, wanted, err);
	if (st == STATUS_OK)
		atomic_store(&r->watch->revision, api_revision(r->api));
	return st;
}
