/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Metadata, spellings and synonyms. */
#include "tests/unit/xapian/fixture.h"

static struct xc_wdb *open_for_writing(const struct sample *s)
{
	struct xc_wdb *w;

	OK(xc_wdb_open(s->path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	return w;
}

static void metadata(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_terms *t;
	char key[300];

	OK(xc_wdb_set_metadata(w, LIT("k\0one"), LIT("v\0alue"), &err));
	OK(xc_wdb_set_metadata(w, LIT("k2"), LIT("two"), &err));
	OK(xc_wdb_set_metadata(w, LIT("other"), LIT("x"), &err));
	OK(xc_wdb_commit(w, &err));
	OK(xc_db_reopen(s->db, NULL, &err));
	OK(xc_db_get_metadata(s->db, LIT("k\0one"), &b, &err));
	assert_bytes(&b, LIT("v\0alue"));
	OK(xc_db_get_metadata(s->db, LIT("absent"), &b, &err));
	assert_bytes(&b, "", 0);
	OK(xc_db_metadata_keys(s->db, LIT("k2"), &t, &err));
	assert_terms(t, "k2");
	OK(xc_db_metadata_keys(s->db, NULL, 0, &t, &err));
	OK(xc_terms_next(t, &err));
	OK(xc_terms_get(t, &b, &err));
	assert_bytes(&b, LIT("k\0one"));
	xc_terms_free(t);
	OK(xc_wdb_set_metadata(w, LIT("k2"), NULL, 0, &err));
	OK(xc_db_metadata_keys(xc_wdb_as_db(w), LIT("k2"), &t, &err));
	assert_terms(t, "");
	IS(XC_ERR_INVALID, xc_wdb_set_metadata(w, NULL, 0, LIT("v"), &err));
	IS(XC_ERR_INVALID, xc_db_get_metadata(s->db, NULL, 0, &b, &err));
	memset(key, 'k', sizeof(key));
	OK(xc_wdb_set_metadata(w, key, 245, LIT("v"), &err));
	IS(XC_ERR_INVALID, xc_wdb_set_metadata(w, key, sizeof(key), LIT("v"), &err));
	xc_bytes_free(&b);
	xc_wdb_free(w);
}

static void spellings(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_db *db = xc_wdb_as_db(w);
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_terms *t;
	uint32_t freq;

	OK(xc_wdb_add_spelling(w, LIT("senate"), 3, &err));
	OK(xc_wdb_add_spelling(w, LIT("senators"), 2, &err));
	OK(xc_db_suggest(db, LIT("senata"), 2, &b, &err));
	assert_bytes(&b, LIT("senate"));
	OK(xc_db_suggest(db, LIT("zzzzzzzz"), 2, &b, &err));
	assert_bytes(&b, "", 0);
	OK(xc_wdb_commit(w, &err));
	OK(xc_db_spellings(db, &t, &err));
	OK(xc_terms_next(t, &err));
	OK(xc_terms_freq(t, &freq, &err));
	assert_int_equal(freq, 3);
	xc_terms_free(t);
	OK(xc_wdb_remove_spelling(w, LIT("senate"), 3, &err));
	OK(xc_wdb_remove_spelling(w, LIT("absent"), 1, &err));
	OK(xc_db_spellings(db, &t, &err));
	assert_terms(t, "senators");
	xc_bytes_free(&b);
	xc_wdb_free(w);
}

static void synonyms(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_db *db = xc_wdb_as_db(w);
	struct xc_terms *t;

	OK(xc_wdb_add_synonym(w, LIT("car"), LIT("vehicle"), &err));
	OK(xc_wdb_add_synonym(w, LIT("car"), LIT("automobile"), &err));
	OK(xc_wdb_add_synonym(w, LIT("cat"), LIT("pet"), &err));
	OK(xc_wdb_add_synonym(w, LIT("dog"), LIT("pet"), &err));
	OK(xc_db_synonyms(db, LIT("car"), &t, &err));
	assert_terms(t, "automobile vehicle");
	OK(xc_wdb_commit(w, &err));
	OK(xc_db_synonym_keys(db, LIT("ca"), &t, &err));
	assert_terms(t, "car cat");
	OK(xc_wdb_remove_synonym(w, LIT("car"), LIT("vehicle"), &err));
	OK(xc_db_synonyms(db, LIT("car"), &t, &err));
	assert_terms(t, "automobile");
	OK(xc_wdb_clear_synonyms(w, LIT("car"), &err));
	OK(xc_db_synonyms(db, LIT("car"), &t, &err));
	assert_terms(t, "");
	OK(xc_wdb_commit(w, &err));
	OK(xc_db_synonym_keys(db, NULL, 0, &t, &err));
	assert_terms(t, "cat dog");
	xc_wdb_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(metadata),
		SAMPLE_TEST(spellings),
		SAMPLE_TEST(synonyms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
