/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes through the whole of lib/text.  The first byte chooses the language
 * and the zone; the rest is the text.  Besides not crashing: token lists keep
 * their rules, both normal forms are valid and settled after one pass, and the
 * stem of a form is the token's stem. */
#include <assert.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/text/analyse.h"
#include "lib/text/language.h"
#include "lib/text/normal.h"
#include "tests/unit/text/check_tokens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_normal(void (*fn)(struct buf *, struct slice), struct slice s)
{
	struct buf once, twice;

	buf_init(&once, 64 * MIB);
	buf_init(&twice, 64 * MIB);
	fn(&once, s);
	fn(&twice, buf_slice(&once));
	assert(buf_error(&once) == STATUS_OK);
	assert(utf8_valid(buf_slice(&once)));
	assert(slice_eq(buf_slice(&once), buf_slice(&twice)));
	buf_done(&once);
	buf_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct analyser *a;
	const char *const *languages = language_stemmed();
	struct slice text, language;
	struct tokens t;
	size_t n = 0, i;
	double sure = -1;

	if (!a)
		a = analyser_new();
	if (size == 0)
		return 0;
	while (languages[n])
		n++;
	language = data[0] % (n + 1) == n ? SLICE_NONE : slice_str(languages[data[0] % (n + 1)]);
	text = slice_of((const char *)data + 1, size - 1);
	tokens_init(&t);
	analyse_text(a, language, text, data[0] & 0x80 ? ZONE_TITLE : ZONE_BODY, 0, 1, &t);
	assert(tokens_fault(&t) == NULL);
	for (i = 0; i < t.n; i++)
		assert(slice_eq(analyser_stem(a, language, t.v[i].form), t.v[i].stem));
	tokens_done(&t);
	check_normal(normal_display, text);
	check_normal(normal_fold, text);
	language_of(text, language, &sure);
	assert(sure >= 0 && sure <= 1);
	return 0;
}
