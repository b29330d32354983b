/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines_joints.h - is a line the end of a paragraph, or was the paragraph
 * broken behind it?  For lines_broken.c, and for bench/joints_train, which finds the
 * weights of lines_weights.c.
 *
 * Every place between two lines has a few signs: pairs of small scales (how the
 * line above ends, how the one below begins, how long they are, the same of the
 * lines around them).  Each value of a sign has a weight, and so has the step from
 * one place to the next, as joints come in runs; the whole sequence of joints with
 * the greatest sum is taken.  The weights were found on pages whose markup says
 * where paragraphs end (a chain of two states, greatest likelihood): on no wording
 * and on nobody's idea of what an article is.
 */
#ifndef CORPUS_LINES_JOINTS_H
#define CORPUS_LINES_JOINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "corpus/lines.h"

/* X(name, rows, columns): a is the line above the place, b the one below; z is
 * above a, c below b. */
#define JOINT_SIGN_TABLE(X)                                                                        \
	X(ENDS_BEGINS, 8, 8)   /* end of a, begin of b */                                          \
	X(ENDS_LENGTH, 8, 7)   /* end and length of a */                                           \
	X(BEGINS_LENGTH, 8, 7) /* begin and length of b */                                         \
	X(NEXT_ENDS, 9, 8)     /* begin of c, end of b */                                          \
	X(BEFORE_BEGINS, 9, 8) /* end of z, begin of a */                                          \
	X(LENGTH_NEXT, 7, 9)   /* length of b, begin of c */                                       \
	X(ENDS_ENDS, 8, 8)     /* end of a, end of b */                                            \
	X(BROKEN_LENGTH, 4, 7) /* how broken the whole is, length of a */                          \
	X(TEXT_LENGTHS, 28, 7) /* how much text is around, length of a; length of b */             \
	X(TEXT_NEXT, 36, 8)    /* how much text is around, begin of c; end of a */                 \
	X(CAPITALS, 32, 7)     /* capitals of b, end of a; length of b */

enum joint_sign {
#define X(name, rows, columns) JOINT_##name,
	JOINT_SIGN_TABLE(X)
#undef X
	JOINT_SIGN_COUNT
};

/* All weights, sign by sign and row by row, in hundredths. */
enum { JOINT_WEIGHT_COUNT = 0
#define X(name, rows, columns) + (rows) * (columns)
	JOINT_SIGN_TABLE(X)
#undef X
};
extern const int16_t joint_weights[JOINT_WEIGHT_COUNT];
/* Of the step from a place that is no joint (0) or one (1) to the next. */
extern const int16_t joint_steps[2][2];

struct joint_signs {
	uint16_t v[JOINT_SIGN_COUNT]; /* which weight each sign has here */
	bool barred;                  /* no joint: an empty line, a bullet */
	bool bound; /* one: "By" alone on a line, and a name below */
	bool whole; /* a sentence ends here and b begins as one: either would do */
};

/* v[i] is the place above line i, for i from 1 on; room for l->n.  False when
 * nothing shows that the text is broken at all. */
bool joint_signs(const struct text_lines *l, struct joint_signs *v);

/* joined[i]: does line i go on with the one above?  Linear. */
void joint_find(const struct joint_signs *v, size_t n, bool *joined);

#endif
