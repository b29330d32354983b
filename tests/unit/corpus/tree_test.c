/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree and the words of classes. */
#include "html_page.h"

/* Tags, text and ends as one line: "div(p(one)section(two))". */
static void outline(const struct html_page *p, uint32_t at, struct buf *out)
{
	uint32_t i;

	for (i = at; i < p->nodes[at].end;) {
		const struct node *n = &p->nodes[i];

		if (i == at) {
			i++;
			continue;
		}
		if (n->tag == TAG_TEXT) {
			buf_add_slice(out, slice_sub(buf_slice(&p->text), n->text_from, n->text_to));
		} else {
			buf_add_str(out, html_tag_word((enum html_tag)n->tag));
			buf_add_char(out, '(');
			outline(p, i, out);
			buf_add_char(out, ')');
		}
		i = n->end;
	}
}

static uint32_t body_of(const struct html_page *p)
{
	uint32_t i;

	for (i = 0; i < p->n_nodes; i++)
		if (p->nodes[i].tag == TAG_BODY)
			return i;
	fail_msg("no body");
	return 0;
}

static const struct {
	const char *html, *want;
} cases[] = {
	{"<div>a<p>b</div>c", "div(ap(b))c"},
	{"<p>one<section>two</section>three</p><p>four", "p(one)section(two)threep(four)"},
	{"<p>one<b>bold<figure>f</figure></b></p>", "p(oneb(bold))figure(f)"},
	{"<p>a<article><p>b</p></article>", "p(a)article(p(b))"},
	{"<ul><li>a<li>b</ul>", "ul(li(a)li(b))"},
	{"<p>a<span>b</span>c", "p(aspan(b)c)"},
	{"<div>&#150; &amp; &ldquo;x&rdquo;</div>", "div(– & “x”)"},
	{"<x-y>a</x-y>", "(a)"},
	{"<div>a</span>b</div>", "div(ab)"},
};

static void builds_each_case(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct html_page p;
		struct buf out;

		page_read(&p, cases[i].html);
		buf_init(&out, MIB);
		outline(&p, body_of(&p), &out);
		if (strcmp(buf_str(&out), cases[i].want))
			fail_msg("%s: %s", cases[i].html, buf_str(&out));
		buf_done(&out);
		html_page_done(&p);
	}
}

/* What libxml2 need not decode comes by number and is the same. */
static void attributes_are_whole(void **state)
{
	struct html_page p;
	const struct node *n;
	uint32_t i;

	(void)state;
	page_read(&p, "<p x=0 class=lead title='a \"b\"' href='/?a=1&amp;b=2' id=>t</p>"
		      "<p x=0>u</p><p x=99 class=nav>v</p>");
	for (i = body_of(&p) + 1; p.nodes[i].tag != TAG_P;)
		i++;
	n = &p.nodes[i];
	assert_true(slice_eq_str(html_attr(n, ATTR_CLASS), "lead"));
	assert_true(slice_eq_str(html_attr(n, ATTR_TITLE), "a \"b\""));
	assert_true(slice_eq_str(html_attr(n, ATTR_HREF), "/?a=1&b=2"));
	assert_true(html_attr(n, ATTR_ID).p && html_attr(n, ATTR_ID).n == 0);
	assert_int_equal(n->groups, G(LEAD));
	/* a page's own number means nothing */
	n = &p.nodes[n->end];
	assert_null(n->attrs);
	n = &p.nodes[n->end];
	assert_int_equal(n->groups, G(NAV));
	assert_null(n->attrs->next);
	html_page_done(&p);
}

static void nest(struct buf *b, size_t depth)
{
	size_t i;

	for (i = 0; i < depth; i++)
		buf_add_str(b, "<div>");
	buf_add_str(b, "deep");
	for (i = 0; i < depth; i++)
		buf_add_str(b, "</div>");
	buf_add_str(b, "<p>after</p>");
}

static uint32_t flags_at_depth(size_t depth)
{
	struct html_page p;
	uint32_t flags;

	html_page_init(&p);
	nest(&p.utf8, depth);
	html_prescan(&p);
	html_tree(&p);
	html_blocks(&p);
	assert_int_equal(p.n_blks, 2);
	page_expect_text(p.blks[0].text, "deep");
	page_expect_text(p.blks[1].text, "after");
	flags = p.flags;
	html_page_done(&p);
	return flags;
}

static void flattens_what_is_too_deep(void **state)
{
	(void)state;
	/* html and body stand above the divs */
	assert_int_equal(flags_at_depth(LIMIT_TREE_DEPTH - 2), 0);
	assert_int_equal(flags_at_depth(LIMIT_TREE_DEPTH - 1), FLAG(DEEP));
	assert_int_equal(flags_at_depth(20000), FLAG(DEEP));
}

static const struct {
	const char *value;
	uint32_t has, has_not;
} words[] = {
	{"article-body", G(BODY) | G(ARTICLE), G(AD)},
	{"articleBody", G(BODY), 0},
	{"entry-content", G(BODY), G(NAV)},
	{"related-stories", G(RELATED), G(BODY)},
	{"more-stories", G(RELATED), 0},
	{"more stories", 0, G(RELATED)}, /* two classes, not one name */
	{"sr-only", G(HIDDEN), 0},
	{"shadow", 0, G(AD)},
	{"adventure navy broadcast", 0, G(AD) | G(NAV)},
	{"ad-slot", G(AD), 0},
	{"post-footer", G(META), G(FOOT)},
	{"site-footer", G(FOOT), G(META)},
	{"about-author", G(BIO) | G(AUTHOR), 0},
	{"commentList", G(COMMENT), 0},
	{"", 0, ~0u},
};

static void reads_classes_by_whole_words(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		uint32_t g = html_groups(slice_str(words[i].value));

		if ((g & words[i].has) != words[i].has || g & words[i].has_not)
			fail_msg("\"%s\": %x", words[i].value, g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builds_each_case),
		cmocka_unit_test(attributes_are_whole),
		cmocka_unit_test(flattens_what_is_too_deep),
		cmocka_unit_test(reads_classes_by_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
