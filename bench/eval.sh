#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Quality against gold, one table, and floors: bench/eval.sh DATA [TOOLS]
# A figure below its floor in bench/floors.tsv fails; no data, no verdict.
set -u
cd "$(dirname "$0")/.." || exit 99
DATA=${1:-${BACKFILE_DATA:-../shared/data}}
TOOLS=${2:-$DATA/../tools}
if [ ! -d "$DATA/extraction" ] || [ ! -f "$TOOLS/score_extraction.py" ]; then
	echo "eval: no data in $DATA (or no scorers in $TOOLS): skipped"
	exit 0
fi
PATH=$(cd "${B:-build/release}" && pwd)/bin:$PATH
export PATH
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-eval.XXXXXX")
trap 'rm -rf "$dir"' EXIT
for set in "$DATA"/extraction/*/; do
	name=$(basename "$set")
	[ -f "$set/gold.jsonl" ] || continue
	backfile clean --json "$set"html >"$dir/$name.ndjson" 2>"$dir/$name.err"
	# some gold has NaN for an unknown date, which the scorer does not expect
	mkdir -p "$dir/gold/$name"
	sed 's/: NaN/: null/g' "$set/gold.jsonl" >"$dir/gold/$name/gold.jsonl"
	python3 "$TOOLS/score_extraction.py" "$dir/gold/$name" "$dir/$name.ndjson" | tee -a "$dir/table"
done
for set in "$DATA"/ir/*/; do
	name=$(basename "$set")
	[ -f "$set/qrels.txt" ] || continue
	backfile-indexer --quiet --index "$dir/$name.archive" "$set/docs.jsonl.gz" || exit 2
	backfile batch --no-daemon --index "$dir/$name.archive" "$set/queries.tsv" --format trec -n 1000 >"$dir/$name.run"
	printf '%s: ' "$name" | tee -a "$dir/table"
	python3 "$TOOLS/score_run.py" "$set/qrels.txt" "$dir/$name.run" | tee -a "$dir/table"
done
if [ -f "$DATA/html/charsets.tar.gz" ]; then
	mkdir -p "$dir/charsets"
	tar xzf "$DATA/html/charsets.tar.gz" -C "$dir/charsets"
	make -s B="${B:-build/release}" "${B:-build/release}/bench/decode" || exit 2
	python3 bench/charset_eval.py "$dir/charsets/tests" "${B:-build/release}/bench/decode" | tee -a "$dir/table"
else
	echo "charsets: no data: skipped"
fi
if [ -f "$DATA/news/news-25k.jsonl.gz" ]; then
	python3 bench/copies_eval.py "$DATA" "${B:-build/release}/bin" | tee -a "$dir/table"
else
	echo "copies: no data: skipped"
fi
if [ -f "$DATA/extraction/naeb/gold.jsonl" ]; then
	python3 bench/scrape_eval.py "$DATA" --program "backfile clean" | tee -a "$dir/table"
else
	echo "scrapes: no data: skipped"
fi
python3 bench/floors.py bench/floors.tsv "$dir/table"
