#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Fuzzes one target with libFuzzer under ASan and UBSan:
#
#   tests/tools/fuzz.sh ROOM/NAME [SECONDS]
#
# builds tests/fuzz/ROOM/NAME_fuzz.c with the sources of the rooms that it may
# use and runs it over tests/fuzz/corpus/NAME (read only) and a scratch corpus in
# build/fuzz, which the next run goes on from.  A finding is kept in
# tests/fuzz/crashes/NAME, to be replayed by `make check` once it is mended.
# $FUZZ_B is another folder to build in; $FUZZ_ARGS more options of libFuzzer.
set -u
cd "$(dirname "$0")/../.." || exit 2
target=${1:-}
seconds=${2:-60}
room=${target%%/*}
name=${target#*/}
src=tests/fuzz/$target'_fuzz.c'
if [ -z "$target" ] || [ ! -f "$src" ]; then
	echo "usage: fuzz.sh ROOM/NAME [SECONDS]; the targets are:" >&2
	for f in tests/fuzz/*/*_fuzz.c; do
		f=${f#tests/fuzz/}
		echo "  ${f%_fuzz.c}" >&2
	done
	exit 2
fi
command -v clang++ >/dev/null || { echo "fuzz: clang is not installed" >&2; exit 2; }

# As in the Makefile: what a room links with, in layer order.
case $room in
base) rooms='lib/base' libs='-lxxhash' ;;
text) rooms='lib/text lib/base' libs='-lstemmer -lutf8proc -lxxhash' ;;
corpus) rooms='corpus lib/text lib/base' libs='-lxml2 -lz -luchardet -ljansson -lstemmer -lutf8proc -lxxhash' ;;
xapian) rooms='libxapian-c' libs='-lxapian' ;;
archive) rooms='lib/archive libxapian-c lib/base' libs='-lxapian -lz -lxxhash' ;;
search) rooms='lib/search lib/archive lib/text libxapian-c lib/base' libs='-lxapian -lz -lstemmer -lutf8proc -lxxhash' ;;
indexer) rooms='indexer corpus lib/archive lib/text libxapian-c lib/base'
	libs='-lxapian -lxml2 -lz -luchardet -ljansson -lstemmer -lutf8proc -lxxhash' ;;
searchd) rooms='searchd lib/search lib/archive lib/text libxapian-c lib/base'
	libs='-lxapian -lz -lstemmer -lutf8proc -lxxhash -lmicrohttpd -ljansson -lpthread' ;;
query) rooms='query lib/search lib/archive lib/text libxapian-c lib/base'
	libs='-lxapian -lz -lstemmer -lutf8proc -lxxhash -ljansson -lcurl' ;;
*) echo "fuzz: no room '$room'" >&2; exit 2 ;;
esac

B=${FUZZ_B:-build/fuzz}
read -ra pkg <<<"$(pkg-config --cflags libxml-2.0 xapian-core 2>/dev/null)"
flags=(-g -O1 -fno-omit-frame-pointer '-fsanitize=fuzzer-no-link,address,undefined'
	-fno-sanitize-recover=undefined -I. -D_GNU_SOURCE '-DBACKFILE_VERSION="0"' "${pkg[@]}")

compile() { # source
	local obj=$B/$1.o
	mkdir -p "${obj%/*}"
	[ -f "$obj" ] && [ -z "$(find "$1" lib corpus libxapian-c indexer searchd query tests -name '*.[ch]*' \
		-newer "$obj" -print -quit 2>/dev/null)" ] && return 0
	case $1 in
	*.cc) clang++ -std=c++17 "${flags[@]}" -c "$1" -o "$obj" ;;
	*) clang -std=c11 "${flags[@]}" -c "$1" -o "$obj" ;;
	esac
}

sources=$src
for r in $rooms; do
	for f in "$r"/*.c "$r"/*.cc; do
		[ -f "$f" ] && [ "${f##*/}" != main.c ] && sources="$sources $f"
	done
done
objects=
pids=()
for f in $sources; do
	compile "$f" &
	pids+=($!)
	objects="$objects $B/$f.o"
	if [ ${#pids[@]} -ge "$(nproc 2>/dev/null || echo 2)" ]; then
		wait "${pids[0]}" || exit 1
		pids=("${pids[@]:1}")
	fi
done
for p in "${pids[@]}"; do wait "$p" || exit 1; done
mkdir -p "$B/bin/$room" "$B/corpus/$name" "tests/fuzz/corpus/$name" "tests/fuzz/crashes/$name"
# shellcheck disable=SC2086
clang++ -fsanitize=fuzzer,address,undefined -o "$B/bin/$target" $objects $libs || exit 1

dict=tests/fuzz/$target.dict
[ -f "$dict" ] && dict="-dict=$dict" || dict=
export LSAN_OPTIONS=suppressions=$PWD/tests/tools/lsan.supp:print_suppressions=0
# shellcheck disable=SC2086
"$B/bin/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 $dict ${FUZZ_ARGS:-} \
	-artifact_prefix="tests/fuzz/crashes/$name/" "$B/corpus/$name" "tests/fuzz/corpus/$name"
st=$?
rmdir "tests/fuzz/crashes/$name" 2>/dev/null
exit $st
