#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What must hold of every article, on every page of a data folder:
#   bench/invariants.sh DATA [BUILD]
# Blocks against the pages' own text, changed pages, truncation under ASan, file
# order and number of workers.  Fails when an invariant is broken; no data, no
# verdict.
set -u
cd "$(dirname "$0")/.." || exit 99
DATA=${1:-${BACKFILE_DATA:-../shared/data}}
B=${2:-build}
if [ ! -d "$DATA/extraction" ]; then
	echo "invariants: no data in $DATA: skipped"
	exit 0
fi
make -s B="$B/release" "$B/release/bench/corpus_invariants" "$B/release/bin/backfile-indexer" || exit 2
make -s MODE=asan B="$B/asan" "$B/asan/bench/corpus_invariants" || exit 2
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-invariants.XXXXXX")
trap 'rm -rf "$dir"' EXIT
for pack in "$DATA"/html/*.tar.gz; do
	[ -f "$pack" ] && mkdir -p "$dir/packs/$(basename "$pack" .tar.gz)" &&
		tar xzf "$pack" -C "$dir/packs/$(basename "$pack" .tar.gz)"
done
paths=("$DATA"/extraction/*/html)
[ -d "$dir/packs" ] && paths+=("$dir/packs")
for f in "$DATA"/seeds/*.txt; do [ -f "$f" ] && paths+=("$f"); done
bad=0
"$B/release/bench/corpus_invariants" "${paths[@]}" || bad=1
echo "== cut off, under ASan and UBSan: every 40th page at 48 places"
"$B/asan/bench/corpus_invariants" --cut 40 "${paths[@]}" || bad=1

echo "== order of files, and workers"
indexer=$B/release/bin/backfile-indexer
find "$DATA"/extraction/*/html -name '*.gz' | sort | awk 'NR % 8 == 0' >"$dir/files"
xargs "$indexer" --clean --json --zones all <"$dir/files" 2>/dev/null | sort | md5sum >"$dir/forward"
sort -r "$dir/files" | xargs "$indexer" --clean --json --zones all 2>/dev/null | sort | md5sum >"$dir/backward"
while read -r f; do "$indexer" --clean --json --zones all "$f" 2>/dev/null; done <"$dir/files" |
	sort | md5sum >"$dir/alone"
for jobs in 1 2; do
	xargs "$indexer" --index "$dir/archive$jobs" --jobs $jobs --quiet <"$dir/files"
	"$indexer" --check --index "$dir/archive$jobs" --json |
		grep -o '"digest":"[0-9a-f]*"' >"$dir/jobs$jobs"
done
verdict() { # title file file; the sum of nothing is no result
	if [ -s "$2" ] && ! grep -q ^d41d8cd98f00b204e9800998ecf8427e "$2" && cmp -s "$2" "$3"; then
		echo "same: $1"
	else
		echo "broken: $1"
		bad=1
	fi
}
echo "$(wc -l <"$dir/files") pages"
verdict "forward and backward" "$dir/forward" "$dir/backward"
verdict "together and each alone" "$dir/forward" "$dir/alone"
verdict "one worker and two" "$dir/jobs1" "$dir/jobs2"
exit $bad
