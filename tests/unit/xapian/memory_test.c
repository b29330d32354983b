/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Out of memory: the Nth allocation by C++ fails, for every N, in a run through
 * the library.  Every call must then give XC_ERR_NOMEM or succeed, and leave its
 * outputs alone when it fails; nothing may crash or be thrown at C.
 *
 * operator new and delete are replaced by name, which is how C can do it. */
#include "tests/unit/xapian/fixture.h"

void *_Znwm(size_t n);
void *_Znam(size_t n);
void  _ZdlPv(void *p);
void  _ZdaPv(void *p);
void  _ZdlPvm(void *p, size_t n);
void  _ZdaPvm(void *p, size_t n);
void  _ZSt17__throw_bad_allocv(void) __attribute__((noreturn));

static long fail_at; /* allocations until one fails; 0: none does */
static bool failed;

void *_Znwm(size_t n)
{
	void *p;

	if (fail_at > 0 && --fail_at == 0) {
		failed = true;
		_ZSt17__throw_bad_allocv();
	}
	p = malloc(n ? n : 1);
	if (!p)
		_ZSt17__throw_bad_allocv();
	return p;
}

void *_Znam(size_t n)
{
	return _Znwm(n);
}

void _ZdlPv(void *p)
{
	free(p);
}

void _ZdaPv(void *p)
{
	free(p);
}

void _ZdlPvm(void *p, size_t n)
{
	(void)n;
	free(p);
}

void _ZdaPvm(void *p, size_t n)
{
	(void)n;
	free(p);
}

static enum xc_verdict read_value(void *ctx, struct xc_doc_ref *doc)
{
	const char *p;
	size_t n;

	(void)ctx;
	return xc_doc_ref_value(doc, 1, &p, &n, NULL) == XC_OK ? XC_KEEP : XC_STOP;
}

/* A run with its own clean-up: the status of the first call that failed. */
static enum xc_status search(const struct xc_db *db)
{
	struct xc_match m = {.max_items = 10, .check_at_least = 10, .decide = read_value};
	struct xc_query *a = NULL, *b = NULL, *q = NULL;
	const struct xc_query *subs[2];
	struct xc_bytes bytes = XC_BYTES_INIT;
	struct xc_enquire *e = NULL;
	struct xc_terms *t = NULL;
	struct xc_mset *r = NULL;
	struct xc_doc *d = NULL;
	enum xc_status st;

	(void)((st = xc_query_term(LIT("three"), 1, 0, &a, &err)) ||
	       (st = xc_query_term(LIT("even"), 1, 0, &b, &err)) ||
	       (subs[0] = a, subs[1] = b, st = xc_query_combine(XC_OP_OR, subs, 2, 0, &q, &err)) ||
	       (st = xc_query_get_description(q, &bytes, &err)) ||
	       (st = xc_enquire_new(db, &e, &err)) ||
	       (st = xc_enquire_set_query(e, q, 0, &err)) ||
	       (st = xc_enquire_set_sort(e, XC_SORT_VALUE_THEN_RELEVANCE, 0, true, &err)) ||
	       (st = xc_enquire_mset(e, &m, &r, &err)) ||
	       (st = xc_mset_doc(r, 0, &d, &err)) ||
	       (st = xc_doc_get_data(d, &bytes, &err)) ||
	       (st = xc_db_all_terms(db, NULL, 0, &t, &err)) ||
	       (st = xc_terms_next(t, &err)) ||
	       (st = xc_terms_get(t, &bytes, &err)));
	xc_terms_free(t);
	xc_doc_free(d);
	xc_mset_free(r);
	xc_enquire_free(e);
	xc_query_free(q);
	xc_query_free(b);
	xc_query_free(a);
	xc_bytes_free(&bytes);
	return st;
}

static enum xc_status make_document(void)
{
	struct xc_bytes bytes = XC_BYTES_INIT;
	struct xc_doc *d = NULL, *e = NULL;
	enum xc_status st;
	static const char term[] = "a term too long to lie in the string itself";
	static const char data[] = "data that are too long to lie in the string itself";

	(void)((st = xc_doc_new(&d, &err)) ||
	       (st = xc_doc_add_posting(d, LIT(term), 1, 1, &err)) ||
	       (st = xc_doc_set_value(d, 1, LIT(data), &err)) ||
	       (st = xc_doc_set_data(d, LIT(data), &err)) ||
	       (st = xc_doc_serialise(d, &bytes, &err)) ||
	       (st = xc_doc_unserialise(bytes.p, bytes.n, &e, &err)));
	xc_doc_free(d);
	xc_doc_free(e);
	xc_bytes_free(&bytes);
	return st;
}

#define MANY 20000 /* more allocations than any of the runs makes */

static void every_allocation_of_a_search_fails_once(void **state)
{
	struct sample *s = *state;
	long n;

	for (n = 1; n < MANY; n++) {
		enum xc_status st;

		fail_at = n;
		failed = false;
		st = search(s->db);
		fail_at = 0;
		if (!failed)
			break;
		assert_true(st == XC_OK || st == XC_ERR_NOMEM);
		OK(search(s->db)); /* and the database is none the worse */
	}
	assert_in_range(n, 50, MANY - 1);
}

static void every_allocation_of_a_document_fails_once(void **state)
{
	long n;

	(void)state;
	for (n = 1; n < MANY; n++) {
		enum xc_status st;

		fail_at = n;
		failed = false;
		st = make_document();
		fail_at = 0;
		if (!failed)
			break;
		assert_true(st == XC_OK || st == XC_ERR_NOMEM);
	}
	assert_in_range(n, 10, MANY - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(every_allocation_of_a_search_fails_once),
		cmocka_unit_test(every_allocation_of_a_document_fails_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
