/* SPDX-License-Identifier: GPL-2.0-or-later */
/* By-lines to names: see internal.h.
 *
 * The line is cut into pieces at commas, bars, dashes and words for "and"; what a
 * piece is, names.c decides.
 */
#include "corpus/names.h"

#include <string.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/text/normal.h"

static bool is_and(struct slice w)
{
	struct buf b;
	bool yes;

	buf_init(&b, 8 * KIB);
	normal_fold(&b, w);
	yes = names_is_and(buf_slice(&b));
	buf_done(&b);
	return yes;
}

/* The length of a separator at i; *bar tells those behind which a publisher or a
 * place follows rather than another name. */
static size_t separator_at(struct slice s, size_t i, bool *bar)
{
	static const struct {
		const char *mark;
		bool bar;
	} marks[] = {
		{",", false},  {";", false},  {"\n", false}, {"&", false},   {" / ", false},
		{"、", false}, {"，", false}, {"|", true},   {" - ", true}, {" – ", true},
		{" — ", true}, {"•", true},   {"·", true},   {"/", false},  {"＝", true},
	};
	struct slice rest = slice_sub(s, i, s.n);
	size_t k, n;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		*bar = marks[k].bar;
		if (slice_starts(rest, slice_str(marks[k].mark)))
			return strlen(marks[k].mark);
	}
	*bar = false;
	if (i == 0 || s.p[i] != ' ')
		return 0;
	for (n = 1; n < rest.n && rest.p[n] != ' '; n++)
		;
	if (n < 2 || n + 1 >= rest.n || n > 8)
		return 0;
	/* "and", "AND"; but the "I." of a name is no "i" */
	if (names_first_letter(slice_sub(rest, 1, n)) == LETTER_UPPER && n < 4)
		return 0;
	if (slice_has_byte(slice_sub(rest, 1, n), '.'))
		return 0;
	return is_and(slice_sub(rest, 1, n)) &&
			       names_first_letter(slice_sub(rest, n, n + 5)) != LETTER_LOWER
		       ? n
		       : 0;
}

static bool has_separator(struct slice s)
{
	size_t i;
	bool bar;

	for (i = 0; i < s.n; i++)
		if (separator_at(s, i, &bar))
			return true;
	return false;
}

static size_t add_line(struct names_line *l, struct slice raw)
{
	size_t i = 0, from = 0, n;
	bool bar;

	l->alone = !has_separator(raw);
	while (i < raw.n) {
		n = separator_at(raw, i, &bar);
		if (!n) {
			i++;
			continue;
		}
		names_take_piece(l, slice_sub(raw, from, i));
		l->closed |= bar && l->added > 0;
		from = i += n;
	}
	names_take_piece(l, slice_sub(raw, from, raw.n));
	return l->added;
}

size_t names_add(struct article *a, struct slice raw)
{
	struct names_line l = {.a = a};

	raw = slice_trim(raw);
	if (raw.n == 0 || raw.n > LIMIT_FIELD_BYTES || names_note_agency(a, raw))
		return 0;
	return add_line(&l, raw);
}

size_t names_add_person(struct article *a, struct slice raw)
{
	struct names_line l = {.a = a, .person = true};

	raw = slice_trim(raw);
	if (raw.n == 0 || raw.n > LIMIT_FIELD_BYTES)
		return 0;
	if (names_note_agency(a, raw))
		return names_append(a, raw);
	return add_line(&l, raw);
}
