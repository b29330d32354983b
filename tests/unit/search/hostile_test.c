/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bad queries: random bytes and damaged queries through the door, in both modes.
 * Each is answered, or refused with a byte of the query, within MAX_MS of the
 * processor.  BACKFILE_ROUNDS sets how many of each kind, BACKFILE_ARCHIVE another
 * archive than the small one made here, BACKFILE_MAX_MS another bound (0: none);
 * `make hostile N=100000` is the long run. */
#include "tests/unit/search/fixture.h"

#include <time.h>

#include "lib/base/io.h"
#include "lib/base/num.h"

#ifdef __SANITIZE_ADDRESS__
#define MAX_MS 250
#else
#define MAX_MS 50
#endif
#define MAX_QUERY 4096
#define MAX_SEEDS 400

static struct api *api;
static struct buf manual;
static struct slice seeds[MAX_SEEDS];
static size_t n_seeds;
static uint64_t seed = 88172645463325252u;
static double slowest_ms;
static char slowest[MAX_QUERY];
static size_t slowest_n;

static const struct sample samples[] = {
	{"1", "Commerce bans the sale of routers", "Ledger", "Jane Doe", "Politics", "2024-06-03", "en",
	 "The Commerce Department’s ruling banned sales of routers.\nChips and rules for 5G.\n"
	 "@teaser More: state-of-the-art e-mail.\n@bio Jane Doe covers AT&T and CVE-2024-3094."},
	{"2", "Banks prohibit cards", "Courier", "Ann Roe", "Money", "2024", "en",
	 "Banks prohibited cards. The prohibition began in June; women and men complained.\n"
	 "A second paragraph about chips, U.S. rules and the department of commerce."},
	{"3", "Ein Verbot", "Blatt", NULL, NULL, NULL, "de", "Die Regierung verbot den Verkauf."},
};

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

static uint32_t number(const char *name, uint32_t usual)
{
	const char *s = getenv(name);
	uint32_t n;

	return s && num_u32(slice_str(s), UINT32_MAX, &n) ? n : usual;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void show(FILE *f, struct slice q)
{
	size_t i;

	for (i = 0; i < q.n && i < 400; i++)
		fprintf(f, q.p[i] >= ' ' && q.p[i] < 0x7F && q.p[i] != '\\' ? "%c" : "\\x%02x",
			(unsigned char)q.p[i]);
}

static void fail_with(struct slice q, const char *what, const char *body)
{
	show(stderr, q);
	fail_msg("\n%s: %.300s", what, body);
}

/* One query in one mode: its status and, of an error, its place. */
static void ask(struct slice q, const char *mode, const char *path)
{
	struct api_param p[] = {{SLICE_LIT("q"), q}, {SLICE_LIT("mode"), slice_str(mode)}};
	uint32_t max_ms = number("BACKFILE_MAX_MS", MAX_MS);
	struct api_reply r;
	const char *pos;
	double ms = now_ms();

	api_reply_init(&r);
	api_call(api, slice_str(path), p, 2, 0, &r);
	ms = now_ms() - ms;
	if (ms > slowest_ms) {
		slowest_ms = ms;
		slowest_n = q.n < sizeof(slowest) ? q.n : sizeof(slowest);
		memcpy(slowest, q.p, slowest_n);
	}
	if (r.http != 200) {
		if (r.http != 400 && r.http != 413)
			fail_with(q, "an error of ours", buf_str(&r.body));
		pos = strstr(buf_str(&r.body), "\"pos\":");
		/* a bad byte becomes three: U+FFFD */
		if (!pos || strtoul(pos + 6, NULL, 10) > 3 * q.n)
			fail_with(q, "an error without its place", buf_str(&r.body));
	}
	if (max_ms && ms > max_ms)
		fail_with(q, "too slow", buf_str(&r.body));
	api_reply_done(&r);
}

static void ask_all(struct slice q)
{
	ask(q, "lenient", "/v1/search");
	ask(q, "strict", "/v1/search");
	if (roll(8) == 0)
		ask(q, "lenient", "/v1/parse");
	if (roll(8) == 0)
		ask(q, "any", "/v1/search");
}

static size_t random_length(void)
{
	return roll(50) ? roll(80) : roll(1024);
}

static void random_bytes(void **state)
{
	uint32_t i, n = number("BACKFILE_ROUNDS", 1500);
	char *text = xmalloc(MAX_QUERY);

	(void)state;
	for (i = 0; i < n; i++) {
		size_t len = random_length(), k;
		uint32_t range = roll(3);

		for (k = 0; k < len; k++) /* any byte; printable; what queries are made of */
			text[k] = range == 0 ? (char)roll(256)
				  : range == 1 ? (char)(' ' + roll(95))
					       : "ab *?~()\"{}/:.,=-+w5NOT|<>[]^#"[roll(31)];
		ask_all(slice_of(text, len));
	}
	free(text);
}

/* Damage: bytes changed, put in, taken out, doubled, a piece of another query. */
static size_t mutate(char *text, size_t len)
{
	static const char signs[] = "()\"{}*?~:/|-+=,.<>[]^#$!%'\\\0\xff\xe2\x80\x9c 0159";
	struct slice other = seeds[roll((uint32_t)n_seeds)];
	size_t at = len ? roll((uint32_t)len) : 0, n, from;

	switch (roll(6)) {
	case 0:
		if (len)
			text[at] = (char)roll(256);
		return len;
	case 1:
		if (len + 1 >= MAX_QUERY)
			return len;
		memmove(text + at + 1, text + at, len - at);
		text[at] = signs[roll(sizeof(signs) - 1)];
		return len + 1;
	case 2:
		n = len - at < 4 ? len - at : roll(5);
		memmove(text + at, text + at + n, len - at - n);
		return len - n;
	case 3: /* a stretch once more, often enough to be deep */
		n = roll((uint32_t)(len - at) + 1);
		if (len + n >= MAX_QUERY)
			return len;
		memmove(text + at + n, text + at, len - at);
		return len + n;
	case 4: return roll((uint32_t)len + 1);
	default:
		from = roll((uint32_t)other.n + 1);
		n = roll((uint32_t)(other.n - from) + 1);
		if (len + n >= MAX_QUERY)
			return len;
		memmove(text + at + n, text + at, len - at);
		memcpy(text + at, other.p + from, n);
		return len + n;
	}
}

static void mutated_queries(void **state)
{
	uint32_t i, k, n = number("BACKFILE_ROUNDS", 1500);
	char *text = xmalloc(MAX_QUERY);

	(void)state;
	for (i = 0; i < n; i++) {
		struct slice start = seeds[roll((uint32_t)n_seeds)];
		uint32_t times = roll(20) ? 1 + roll(6) : 60;
		size_t len = start.n;

		memcpy(text, start.p, start.n);
		for (k = 0; k < times; k++)
			len = mutate(text, len);
		ask_all(slice_of(text, len));
	}
	free(text);
}

/* Every query of the manual is a seed. */
static void read_seeds(void)
{
	struct err err = ERR_INIT;
	struct slice rest, line;
	bool in = false;

	buf_init(&manual, 1 << 20);
	fixture_ok(io_read_file("docs/QUERY.md", &manual, &err), &err);
	rest = buf_slice(&manual);
	while (slice_split(&rest, '\n', &line) && n_seeds < MAX_SEEDS) {
		const char *end;

		if (slice_starts(line, SLICE_LIT("```"))) {
			in = slice_eq_str(line, "```query") || slice_eq_str(line, "```match");
			continue;
		}
		if (!in || !line.n)
			continue;
		end = memmem(line.p, line.n, "  ", 2);
		seeds[n_seeds] = slice_sub(line, 0, end ? (size_t)(end - line.p) : line.n);
		n_seeds += seeds[n_seeds].n < MAX_QUERY;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(mutated_queries),
	};
	const char *archive = getenv("BACKFILE_ARCHIVE");
	struct err err = ERR_INIT;
	struct fixture fx;
	int failed;

	read_seeds();
	if (!archive)
		fixture_samples(&fx, samples, sizeof(samples) / sizeof(samples[0]));
	if (api_open(archive ? archive : fx.dir, &api, &err) != STATUS_OK || n_seeds < 60)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	if (getenv("BACKFILE_ROUNDS")) {
		printf("# slowest: %.1f ms, %zu bytes: ", slowest_ms, slowest_n);
		show(stdout, slice_of(slowest, slowest_n));
		printf("\n");
	}
	api_close(api);
	if (!archive)
		fixture_remove(&fx);
	buf_done(&manual);
	return failed;
}
