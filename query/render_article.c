/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article for reading: see render.h.
 *
 *	Title
 *	Subtitle
 *	By A. Author and B. Author
 *	Publication · by 2024-09-20 (page-clock, 30 % sure) · en
 *	a:0123456789abcdefghjk
 *	https://…
 *
 *	  1  The first paragraph …
 *
 * Paragraph numbers are those of citations: body blocks from 1.  Other zones
 * carry their name instead of a number.
 */
#include "query/render.h"

#include "query/para.h"

/* Long lines are hard to read: text is set in at most this many columns. */
#define MEASURE 96
#define INDENT  5

static void render_authors(struct out *o, struct para *p, json_t *authors)
{
	size_t i, n = json_array_size(authors);

	for (i = 0; i < n; i++) {
		const char *name = json_string_value(json_array_get(authors, i));

		para_add_str(p, STYLE_PLAIN, i == 0 ? "By " : i + 1 == n ? " and " : ", ");
		para_add_str(p, STYLE_PLAIN, name ? name : "?");
	}
	para_print(p, o, 0, 3);
}

static void add_certainty(struct para *p, json_t *published)
{
	json_t *sure = json_object_get(published, "confidence");
	struct slice source = render_string(published, "source");

	if (slice_empty(source))
		return;
	para_add_str(p, STYLE_DIM, " (");
	para_add(p, STYLE_DIM, source);
	if (json_is_number(sure))
		para_addf(p, STYLE_DIM, ", %.0f %% sure", 100 * json_number_value(sure));
	para_add_str(p, STYLE_DIM, ")");
}

static void render_origin(struct out *o, struct para *p, json_t *article)
{
	json_t *published = json_object_get(article, "published");
	struct slice publisher = render_string(article, "publisher");
	struct slice language = render_string(article, "language");

	if (!slice_empty(publisher)) {
		para_add(p, STYLE_PLAIN, publisher);
		para_add_str(p, STYLE_DIM, " · ");
	}
	render_date(p, published);
	add_certainty(p, published);
	if (!slice_empty(language)) {
		para_add_str(p, STYLE_DIM, " · ");
		para_add(p, STYLE_PLAIN, language);
	}
	para_print(p, o, 0, 0);
}

static void render_line(struct out *o, struct para *p, enum style style, struct slice text)
{
	para_add(p, style, text);
	para_print(p, o, 0, 0);
}

static void render_head(struct out *o, struct para *p, json_t *article)
{
	struct slice title = render_string(article, "title");

	render_line(o, p, STYLE_TITLE, slice_empty(title) ? SLICE_LIT("(no title)") : title);
	render_line(o, p, STYLE_PLAIN, render_string(article, "subtitle"));
	render_authors(o, p, json_object_get(article, "authors"));
	render_origin(o, p, article);
	render_line(o, p, STYLE_KEY, render_string(article, "id"));
	render_line(o, p, STYLE_DIM, render_string(article, "url"));
}

static void render_block(struct out *o, struct para *p, json_t *block, unsigned number)
{
	struct slice type = render_string(block, "type");
	int hang = INDENT;

	if (number) {
		para_addf(p, STYLE_DIM, "%3u  ", number);
	} else {
		para_add_str(p, STYLE_DIM, "     [");
		para_add(p, STYLE_DIM, render_string(block, "zone"));
		para_add_str(p, STYLE_DIM, "] ");
	}
	if (slice_eq_str(type, "li")) {
		para_add_str(p, STYLE_DIM, "• ");
		hang += 2;
	} else if (slice_eq_str(type, "quote")) {
		para_add_str(p, STYLE_DIM, "> ");
		hang += 2;
	}
	para_add(p, slice_eq_str(type, "heading") ? STYLE_TITLE : STYLE_PLAIN,
		 render_string(block, "text"));
	out_str(o, "\n");
	para_print(p, o, 0, hang);
}

static bool is_body(json_t *block)
{
	return slice_eq_str(render_string(block, "zone"), "body");
}

/* The block of paragraph n, or NULL. */
static json_t *find_paragraph(json_t *blocks, unsigned n)
{
	unsigned number = 0;
	json_t *block;
	size_t i;

	json_array_foreach(blocks, i, block) {
		if (is_body(block) && ++number == n)
			return block;
	}
	return NULL;
}

bool render_article(struct out *o, json_t *article, const struct anchor *a)
{
	json_t *blocks = json_object_get(article, "blocks"), *block;
	unsigned number = 0;
	int width = o->width;
	struct para p;
	size_t i;

	if (a->p && !find_paragraph(blocks, a->p))
		return false;
	if (o->width > MEASURE)
		o->width = MEASURE;
	para_init(&p);
	render_head(o, &p, article);
	if (a->p) {
		render_block(o, &p, find_paragraph(blocks, a->p), a->p);
	} else {
		json_array_foreach(blocks, i, block) {
			render_block(o, &p, block, is_body(block) ? ++number : 0);
		}
	}
	para_done(&p);
	o->width = width;
	return true;
}
