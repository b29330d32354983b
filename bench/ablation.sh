#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What each rule of the cleaner earns: bench/ablation.sh DATA [RULE...]
# The cleaner is built with its rules switched (corpus/rules.h), and each set of
# pages is cleaned and scored once with all of them and once without each.  A line
# a rule: how the figures change when it is off, in thousandths (-4.0 means that it
# earns 4), and how many pages.  A rule whose line has no minus earns nothing.
set -u
cd "$(dirname "$0")/.." || exit 99
DATA=${1:?usage: bench/ablation.sh DATA [RULE...]}
shift
TOOLS=${TOOLS:-$DATA/../tools}
if [ ! -f "$TOOLS/score_extraction.py" ]; then
	echo "ablation: no scorers in $TOOLS: skipped"
	exit 0
fi
B=build/ablation
make -s -j"$(nproc)" B=$B CPPFLAGS=-DRULES_SWITCHED $B/bin/backfile-indexer || exit 2
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-ablation.XXXXXX")
trap 'rm -rf "$dir"' EXIT
rules=("$@")
if [ ${#rules[@]} -eq 0 ]; then
	mapfile -t rules < <(grep -oh 'RULE([A-Z_]*)' corpus/*.c | sed 's/RULE(\(.*\))/\1/' | sort -u)
fi
sets=()
for set in "$DATA"/extraction/*/; do
	[ -f "$set/gold.jsonl" ] || continue
	name=$(basename "$set")
	sets+=("$name")
	mkdir -p "$dir/gold/$name"
	sed 's/: NaN/: null/g' "$set/gold.jsonl" >"$dir/gold/$name/gold.jsonl"
done

# One line a set and measure: "scrapinghub body.F1 0.9812".
score() { # rules that are off, file
	local name
	: >"$2"
	for name in "${sets[@]}"; do
		BACKFILE_RULES_OFF=$1 $B/bin/backfile-indexer --clean --json "$DATA/extraction/$name/html" \
			>"$dir/$name.ndjson" 2>/dev/null
		python3 "$TOOLS/score_extraction.py" "$dir/gold/$name" "$dir/$name.ndjson" |
			sed -nE "s/^ +body .* F1 ([0-9.]+) accuracy ([0-9.]+).*/$name F1 \1\n$name exact \2/p
				s/^ +segments .* F ([0-9.]+).*/$name seg \1/p
				s/^ +date .* accuracy ([0-9.]+) .*/$name date \1/p
				s/^ +title +exact ([0-9.]+).*/$name title \1/p
				s/^ +author +exact ([0-9.]+).*/$name author \1/p" >>"$2"
		cat "$dir/$name.ndjson" >>"$2.pages"
	done
}

score "" "$dir/all"
echo "with all rules:"
sed 's/^/  /' "$dir/all"
for rule in "${rules[@]}"; do
	score "$rule" "$dir/$rule"
	pages=$(diff "$dir/all.pages" "$dir/$rule.pages" | grep -c '^>')
	printf '%-20s %4d pages' "$rule" "$pages"
	paste -d' ' "$dir/all" "$dir/$rule" | awk '{ d = int(($6 - $3) * 10000 + ($6 > $3 ? .5 : -.5)) / 10
		if (d) printf "  %s.%s %+.1f", $1, $2, d } END { print "" }'
	rm -f "$dir/$rule.pages"
done
