/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/joints_train - the weights of corpus/lines_weights.c:
 *
 *	joints_train EXAMPLES >corpus/lines_weights.c
 *	joints_train --test EXAMPLES
 *
 * A chain of two states (joint, no joint), greatest likelihood with a margin (a wrong
 * state counts as likelier by its cost), by gradient steps of a size that shrinks with
 * what a weight has moved (AdaGrad), page by page in a fixed order, the second half of
 * the rounds averaged.  The same examples give the same weights.  --test prints how
 * well the weights that are compiled in do.  EXAMPLES: bench/joints.py.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/lines_joints.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/text/normal.h"

#define ROUNDS 30
#define RATE   0.1
#define SHRINK 0.0005
#define FORBID 1e6
#define DEAR_WORDS 10   /* a line of text */
#define DEAR_COST  1.0  /* of a false joint at one: it spoils a paragraph */
#define MISS_COST  0.75 /* of a joint that is missed */

enum { N = JOINT_WEIGHT_COUNT, STEPS = 4 };

struct text {
	size_t n;
	signed char *mark; /* 1, 0 or -1: unknown */
	bool *dear;        /* a line of text is on one side: a false joint spoils it */
	struct joint_signs *v;
};

struct texts {
	struct text *v;
	size_t n, cap, longest;
};

static double w[N + STEPS], moved[N + STEPS], sum[N + STEPS], slope[N + STEPS];

/* --- reading --- */

static void read_lines(FILE *f, struct arena *a, struct text *t, struct text_lines *l)
{
	static char line[1 << 20];
	struct buf buf;
	size_t i;

	buf_init(&buf, LIMIT_PAGE_BYTES);
	l->v = ARENA_ARRAY(a, struct text_line, t->n);
	for (i = 0; i < t->n && fgets(line, sizeof(line), f); i++) {
		size_t n = strcspn(line, "\n");

		buf_reset(&buf);
		normal_display(&buf, slice_of(line + 2, n > 2 ? n - 2 : 0));
		if (buf.len == 0)
			buf_add_char(&buf, '.');
		l->v[i].text = arena_dup(a, buf_slice(&buf));
		t->mark[i] = line[0] == '-' ? -1 : line[0] == '1';
	}
	l->n = i;
	buf_done(&buf);
}

static void read_texts(const char *path, struct texts *all)
{
	FILE *f = fopen(path, "r");
	struct text t;
	char head[64];

	while (f && fgets(head, sizeof(head), f) &&
	       sscanf(head, "P %zu", &t.n) == 1) {
		struct text_lines l = {NULL, 0, 0, false};
		struct arena a;
		size_t i;

		arena_init(&a);
		t.mark = xcalloc(t.n, 1);
		t.v = xcalloc(t.n, sizeof(*t.v));
		t.dear = xcalloc(t.n, 1);
		read_lines(f, &a, &t, &l);
		for (i = 1; i < t.n; i++)
			t.dear[i] = line_words(l.v[i].text) >= DEAR_WORDS ||
				    line_words(l.v[i - 1].text) >= DEAR_WORDS;
		joint_signs(&l, t.v);
		for (i = 1; i < t.n; i++)
			if (t.v[i].whole && t.mark[i] == 1)
				t.mark[i] = -1;
		arena_done(&a);
		GROW(all->v, all->n + 1, all->cap);
		all->v[all->n++] = t;
		all->longest = t.n > all->longest ? t.n : all->longest;
	}
	if (f)
		fclose(f);
}

/* --- the chain --- */

static double both(double a, double b)
{
	double m = a > b ? a : b;

	return m + log(exp(a - m) + exp(b - m));
}

static double state(const struct text *t, const double *e, size_t i, int s, bool told)
{
	double more = 0;

	if (told && t->mark[i] >= 0 && t->mark[i] != s)
		more = -FORBID;
	else if (!told && s == 1 && t->mark[i] == 0 && t->dear[i])
		more = DEAR_COST;
	else if (!told && s == 0 && t->mark[i] == 1)
		more = MISS_COST;
	return (s ? e[i] : 0) + more;
}

/* Adds sign x what the chain expects of every weight to slope[]. */
static void expect(const struct text *t, const double *e, bool told, double sign,
		   double (*up)[2], double (*down)[2])
{
	double all, scale = sign * 0.1;
	size_t i, k;
	int r, s;

	for (s = 0; s < 2; s++)
		up[1][s] = state(t, e, 1, s, told);
	for (i = 2; i < t->n; i++)
		for (s = 0; s < 2; s++)
			up[i][s] = both(up[i - 1][0] + w[N + s], up[i - 1][1] + w[N + 2 + s]) +
				   state(t, e, i, s, told);
	down[t->n - 1][0] = down[t->n - 1][1] = 0;
	for (i = t->n - 1; i > 1; i--)
		for (s = 0; s < 2; s++)
			down[i - 1][s] =
				both(w[N + 2 * s] + state(t, e, i, 0, told) + down[i][0],
				     w[N + 2 * s + 1] + state(t, e, i, 1, told) + down[i][1]);
	all = both(up[t->n - 1][0], up[t->n - 1][1]);
	for (i = 1; i < t->n; i++) {
		double p = scale * exp(up[i][1] + down[i][1] - all);

		for (k = 0; k < JOINT_SIGN_COUNT; k++)
			slope[t->v[i].v[k]] += p;
		for (r = 0; i > 1 && r < 2; r++)
			for (s = 0; s < 2; s++)
				slope[N + 2 * r + s] +=
					scale * exp(up[i - 1][r] + w[N + 2 * r + s] +
						    state(t, e, i, s, told) + down[i][s] - all);
	}
}

static void learn(const struct text *t, double *e, double (*up)[2], double (*down)[2])
{
	size_t i, k;

	for (i = 1; i < t->n; i++)
		for (e[i] = 0, k = 0; k < JOINT_SIGN_COUNT; k++)
			e[i] += w[t->v[i].v[k]];
	expect(t, e, true, 1, up, down);
	expect(t, e, false, -1, up, down);
	for (k = 0; k < N + STEPS; k++) {
		if (slope[k] == 0)
			continue;
		moved[k] += slope[k] * slope[k];
		w[k] += RATE * slope[k] / sqrt(moved[k] + 1e-6);
		slope[k] = 0;
	}
}

static void train(const struct texts *all)
{
	double *e = xcalloc(all->longest, sizeof(*e));
	double (*up)[2] = xcalloc(all->longest, sizeof(*up));
	double (*down)[2] = xcalloc(all->longest, sizeof(*down));
	size_t *order = xcalloc(all->n, sizeof(*order)), i, k, round;
	unsigned dice = 1;

	for (i = 0; i < all->n; i++)
		order[i] = i;
	for (round = 0; round < ROUNDS; round++) {
		for (i = all->n; i-- > 1;) {
			size_t j = ((dice = dice * 1103515245u + 12345u) >> 8) % (i + 1);
			size_t keep = order[i];

			order[i] = order[j];
			order[j] = keep;
		}
		for (i = 0; i < all->n; i++)
			learn(&all->v[order[i]], e, up, down);
		for (k = 0; k < N + STEPS; k++) {
			w[k] *= 1 - SHRINK;
			sum[k] += round >= ROUNDS / 2 ? w[k] / (ROUNDS - ROUNDS / 2) : 0;
		}
	}
	free(order);
	free(down);
	free(up);
	free(e);
}

/* --- the table --- */

static int hundredths(double x)
{
	return (int)lrint(x * 100);
}

static void print_table(const char *name, size_t *base, size_t rows, size_t columns)
{
	size_t i, k;

	printf("\t/* %s */\n", name);
	for (i = 0; i < rows; i++) {
		printf("\t");
		for (k = 0; k < columns; k++)
			printf("%d,%s", hundredths(sum[(*base)++]), k + 1 < columns ? " " : "\n");
	}
}

static void print_weights(void)
{
	size_t base = 0;

	printf("/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
	       "/* corpus/lines_weights.c - made by bench/joints_train: do not edit.  See\n"
	       " * lines_joints.h; rows and columns are the scales named there.\n */\n"
	       "#include \"corpus/lines_joints.h\"\n\n"
	       "/* clang-format off */\n"
	       "const int16_t joint_steps[2][2] = {{%d, %d}, {%d, %d}};\n\n"
	       "const int16_t joint_weights[JOINT_WEIGHT_COUNT] = {\n",
	       hundredths(sum[N]), hundredths(sum[N + 1]), hundredths(sum[N + 2]),
	       hundredths(sum[N + 3]));
#define X(name, rows, columns) print_table(#name, &base, rows, columns);
	JOINT_SIGN_TABLE(X)
#undef X
	printf("};\n");
}

/* --- the test --- */

static void test(const struct texts *all)
{
	size_t i, k, right = 0, wrong = 0, missed = 0;

	for (i = 0; i < all->n; i++) {
		const struct text *t = &all->v[i];
		bool *joined = xcalloc(t->n, 1);

		joint_find(t->v, t->n, joined);
		for (k = 1; k < t->n; k++) {
			right += joined[k] && t->mark[k] == 1;
			wrong += joined[k] && t->mark[k] == 0;
			missed += !joined[k] && t->mark[k] == 1;
		}
		free(joined);
	}
	printf("joints: P %.4f R %.4f\n", (double)right / (double)(right + wrong),
	       (double)right / (double)(right + missed));
}

int main(int argc, char **argv)
{
	struct texts all = {NULL, 0, 0, 0};
	bool testing = argc > 2 && strcmp(argv[1], "--test") == 0;

	if (argc < 2)
		return 2;
	read_texts(argv[argc - 1], &all);
	if (testing) {
		test(&all);
	} else {
		train(&all);
		print_weights();
	}
	return 0;
}
