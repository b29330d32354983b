#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Speed and size of indexing and searching on news/*.jsonl.gz of a data folder:
#   bench/run.sh DATA [JOBS]
# Prints one table; times are of whole processes.
set -eu
cd "$(dirname "$0")/.."
DATA=${1:?usage: bench/run.sh DATA [JOBS]}
JOBS=${2:-$(nproc)}
B=${B:-build/release}
PATH=$(cd "$B" && pwd)/bin:$PATH
export PATH
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-bench.XXXXXX")
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null; rm -rf "$dir"' EXIT
files=("$DATA"/news/*.jsonl.gz)
[ -f "${files[0]}" ] || { echo "bench: no news/*.jsonl.gz below $DATA" >&2; exit 2; }

for set in "$DATA"/extraction/*/html; do
	[ -d "$set" ] || continue
	make --no-print-directory -s B="$B" "$B"/bench/corpus_speed
	printf '%s\n' "pages     $(basename "$(dirname "$set")")"
	"$B"/bench/corpus_speed "$set"
done
echo "machine: $(nproc) cores, $(awk '/model name/ {sub(/.*: /, ""); print; exit}' /proc/cpuinfo), load $(cut -d' ' -f1 /proc/loadavg)"
text=$(zcat "${files[@]}" | jq -r '.text' | wc -c)
python3 - "$dir" "$JOBS" "${files[@]}" <<'PY'
import os, resource, subprocess, sys, time
d, jobs, files = sys.argv[1], sys.argv[2], sys.argv[3:]
t = time.time()
p = subprocess.run(["backfile-indexer", "--index", d + "/archive", "--jobs", jobs, "--json", *files],
                   stdout=open(d + "/summary.json", "w"))
wall = time.time() - t
use = resource.getrusage(resource.RUSAGE_CHILDREN)
open(d + "/index.txt", "w").write(f"{wall:.2f} {use.ru_utime + use.ru_stime:.2f} {use.ru_maxrss // 1024} {p.returncode}\n")
PY
read -r wall cpu rss status <"$dir/index.txt"
[ "$status" -eq 0 ] || { echo "bench: the indexer failed" >&2; exit 2; }
articles=$(backfile stats --no-daemon --index "$dir/archive" --json | jq .articles)
size=$(du -sb "$dir/archive" | cut -f1)
awk -v a="$articles" -v w="$wall" -v c="$cpu" -v r="$rss" -v s="$size" -v t="$text" 'BEGIN {
	printf "index     %d articles, %.1f MB of text: %.1f s wall, %.1f s CPU, %.0f articles/s, largest process %d MB\n", a, t/1e6, w, c, a/w, r
	printf "size      %.1f MB, %.2f of the text\n", s/1e6, s/t }'
for f in "$dir"/archive/*.glass; do printf '          %-22s %6.1f MB\n' "$(basename "$f")" "$(awk -v s="$(stat -c %s "$f")" 'BEGIN {print s/1e6}')"; done

# Queries: two-word ANDs of the archive's own words, by a fixed rule.
zcat "${files[@]}" | jq -r '.title // empty' | grep -oE '[A-Za-z]{4,} [A-Za-z]{4,}' | awk 'NR % 97 == 0' | head -n 500 >"$dir/queries.txt"
backfile-searchd --index "$dir/archive" --socket "$dir/s" --quiet &
daemon=$!
for _ in $(seq 200); do curl -sf --unix-socket "$dir/s" http://x/v1/health >/dev/null && break; sleep 0.05; done
make --no-print-directory -s B="$B" "$B"/bench/socket_bench
for clients in 1 8; do
	printf 'search    two words, snippets and citations, %d client(s): ' "$clients"
	"$B"/bench/socket_bench "$dir/s" "$dir/queries.txt" 3 "$clients"
done
