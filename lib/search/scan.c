/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All articles of a query: see scan.h. */
#include "lib/search/scan.h"

#include "lib/search/answer.h"
#include "lib/search/plan.h"

static enum status scan_node(struct searcher *s, struct scan *c, struct err *err)
{
	struct plan_context plan = {.reader = s->reader, .query = &c->query, .scope = c->scope};
	struct node *root = c->query.root;
	struct xc_query *q = NULL, *certain = NULL;
	bool exact;
	enum status st;

	plan.mark_sure = true;
	st = plan_query(&plan, root, &q, &exact, err);
	if (st == STATUS_OK)
		st = plan_fill_bits(&plan, root, false, err);
	if (st == STATUS_OK && !exact)
		st = plan_certain(&plan, root, &certain, err);
	if (st == STATUS_OK)
		st = match_set(s, q, certain, exact ? NULL : root, c->scope, &c->deadline,
			       &c->query.arena, &c->set, err);
	xc_query_free(q);
	xc_query_free(certain);
	return st;
}

enum status scan_run(struct searcher *s, const struct search_request *req, struct scan *out,
		     struct err *err)
{
	enum status st;

	search_begin(s);
	*out = (struct scan){.scope = SPAN_SCOPE_DEFAULT};
	out->scope.zones = req->zones;
	deadline_init(&out->deadline, req->deadline_ms);
	st = search_read(s, req, &out->query, err);
	if (st == STATUS_OK && out->query.root)
		st = scan_node(s, out, err);
	if (st == STATUS_OK)
		st = copies_load(&s->copies, s->reader, err);
	if (st == STATUS_OK)
		out->stories = out->set.count - copies_surplus(&s->copies, &out->set);
	return st;
}

void scan_done(struct scan *c)
{
	query_done(&c->query);
}

uint32_t scan_next(const struct scan *c, uint32_t docid)
{
	while (docid < c->set.n_bits) {
		if ((docid & 7) == 0 && c->set.bits[docid >> 3] == 0)
			docid += 8;
		else if (docset_has(&c->set, docid))
			return docid;
		else
			docid++;
	}
	return 0;
}

void scan_json(const struct scan *c, struct json *j)
{
	answer_query(j, &c->query);
	json_key(j, "total");
	json_begin_object(j);
	json_key_u64(j, "articles", c->set.count);
	json_key_u64(j, "stories", c->stories);
	json_key_str(j, "relation", c->deadline.passed ? "at_least" : "exact");
	json_end(j);
}
