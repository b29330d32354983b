#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Random nested queries over the sample: the programs and the brute-force evaluator of
# tests/oracle find the same articles, totals and marks.  `make oracle` is the long run.
. "$(dirname "$0")/../test-lib.sh"
n=3000
[ "$MODE" = release ] || n=600
ok "$n random queries give what the oracle says" env B="$ROOT/build/$MODE" JOBS=1 bash "$ROOT/tests/tools/oracle.sh" $n
like "$n queries over [0-9]+ articles: [1-9][0-9]{3,} hits, [1-9][0-9]{3,} marks, .* 0 differences" "$(cat out)" \
	"with hits and marks enough to say so"
for kind in variants exact case wildcard fuzzy phrase '{phrase}' and or not near sentence paragraph \
	atleast some first lead zones field date length not-near not-sentence not-paragraph; do
	grep '^drawn:' out | grep -qF " $kind 0 " && echo "$kind"
done >missing
same "" "$(cat missing)" "and every operator among them"
like 'skipped: the news articles' "$(cat out)" "without data it says what was left out"
done_testing
