#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Queries in process against Lucene, on news/*.jsonl.gz of a data folder:
#   bench/query.sh DATA [QUERIES-A-CLASS] [ROUNDS]
# Draws the queries from the collection by a fixed rule (draw_queries.py), builds
# both indexes, asks both programs in turn and prints one table: times, and ratios
# where 1 is as fast as Lucene.  Nested proximity (near_queries.txt) has no peer.
set -eu
cd "$(dirname "$0")/.."
DATA=${1:?usage: bench/query.sh DATA [QUERIES-A-CLASS] [ROUNDS]}
N=${2:-100}
ROUNDS=${3:-9}
B=${B:-build/release}
JAVA=/usr/share/java
jars=
missing=
for jar in core analyzers-common highlighter memory queries; do
	found=$(find $JAVA -name "lucene-$jar-8.*.jar" 2>/dev/null | head -n1)
	[ -n "$found" ] || missing=liblucene8-java
	jars=$jars:$found
done
for need in java:openjdk-17-jdk-headless python3:python3; do
	command -v "${need%%:*}" >/dev/null || missing="$missing ${need#*:}"
done
if [ -n "$missing" ]; then
	echo "bench/query.sh: missing Debian packages: $missing" >&2
	exit 2
fi
files=("$DATA"/news/*.jsonl.gz)
[ -f "${files[0]}" ] || { echo "bench/query.sh: no news/*.jsonl.gz below $DATA" >&2; exit 2; }
make --no-print-directory -s B="$B" "$B/bin/backfile-indexer" "$B/bench/query_bench"
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT

python3 bench/draw_queries.py "$N" "$dir/queries" "$dir/docs" "${files[@]}"
sed 's/^/near\t-\t/' bench/near_queries.txt >>"$dir/queries"
peer() { java -cp "${jars#:}" bench/LucenePeer.java "$@"; }

echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
began=$(date +%s.%N)
"$B/bin/backfile-indexer" --quiet --jobs 2 --index "$dir/archive" "${files[@]}"
echo "indexing: backfile, from gzipped JSON lines, two workers:        $(echo "$(date +%s.%N) - $began" | bc) s"
echo "          Lucene, from a table, two threads, merged to one segment: $(peer index "$dir/docs" "$dir/lucene" 2) s"
echo "size:     backfile $(du -sm "$dir/archive" | cut -f1) MB, Lucene $(du -sm "$dir/lucene" | cut -f1) MB"
python3 bench/compare.py "$dir/queries" "$ROUNDS" \
	backfile ids,full "$B/bench/query_bench $dir/archive $dir/queries" \
	lucene ids,count,full "java -cp ${jars#:} bench/LucenePeer.java ask $dir/lucene $dir/queries" \
	-- backfile:ids/lucene:ids backfile:ids/lucene:count backfile:full/lucene:full
