#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# oracle.sh N [DATA] - N random nested queries over corpus/sample and, when the folder
# DATA has news/news-25k.jsonl.gz, 2,000 of its articles: lib/search against the
# brute-force evaluator of tests/oracle.  B is the build folder, JOBS how many run side
# by side, each with a seed of its own; SEED moves them all.
set -u
n=${1:?usage: oracle.sh N [DATA]}
data=${2:-}
B=${B:-build/release}
JOBS=${JOBS:-1}
SEED=${SEED:-1}
cd "$(dirname "$0")/../.." || exit 99
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-oracle.XXXXXX")
trap 'rm -rf "$dir"' EXIT
input=(corpus/sample)
if [ -n "$data" ] && [ -f "$data/news/news-25k.jsonl.gz" ]; then
	gzip -dc "$data/news/news-25k.jsonl.gz" 2>/dev/null | head -n 2000 >"$dir/news.jsonl"
	input+=("$dir/news.jsonl")
else
	echo "skipped: the news articles, no DATA folder with news/news-25k.jsonl.gz; corpus/sample alone"
fi
"$B/bin/backfile-indexer" -q -i "$dir/archive" "${input[@]}" || exit 99
pids=()
for ((i = 0; i < JOBS; i++)); do
	"$B/oracle" "$dir/archive" $((n / JOBS + (i < n % JOBS))) $((SEED + i)) >"$dir/out.$i" 2>&1 &
	pids+=($!)
done
worst=0
for ((i = 0; i < JOBS; i++)); do
	wait "${pids[i]}" || worst=1
	cat "$dir/out.$i"
done
exit $worst
