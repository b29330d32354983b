/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parameters of ranking: see rank.h. */
#include "lib/search/rank.h"

const struct rank rank_default = {
	.k1 = 1.2,
	.k3 = 1.0,
	.b = 0.65,
	.min_normlen = 0.1,
	.title = 0.25,
	.proximity = 0.3,
	.window = 20,
	.place = 0.5,
	.early = 100,
	.form = 0.3,
	.rerank = 100,
	.function_word = 0.3,
	.request_word = 0.5,
	.kin = 0.6,
	.feedback = 15,
	.feedback_words = 40,
	.feedback_power = 10,
	.feedback_weight = 0.5,
	.feedback_common = 0.2,
};
