#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may include whom: the table of docs/ARCHITECTURE.md against the compiler's
# own dependency files below $1 (built first when there are none), and against
# the system headers that each source names.
set -u
B=${1:-build/release}
bad=0
checked=0

# room | our folders it may include | system headers beyond libc
table='
lib/base|lib/base|xxhash.h
lib/text|lib/base lib/text|libstemmer.h utf8proc.h
libxapian-c|libxapian-c|xapian.h
lib/archive|lib/base lib/archive libxapian-c|zlib.h
lib/search|lib/base lib/text lib/archive lib/search libxapian-c|
corpus|lib/base lib/text corpus|libxml/ zlib.h uchardet/ uchardet.h jansson.h brotli/
indexer|corpus lib/base lib/text lib/archive indexer|
searchd|lib/base lib/search searchd|microhttpd.h jansson.h
query|lib/base lib/search query|jansson.h curl/
'
outside='xxhash.h libstemmer.h utf8proc.h xapian.h zlib.h libxml/ uchardet/ uchardet.h jansson.h brotli/ microhttpd.h curl/'

room_of() { # the folder of the table that a path is in
	case $1 in
	lib/*/*) echo "$1" | cut -d/ -f1-2 ;;
	*/*) echo "${1%%/*}" ;;
	esac
}

while IFS='|' read -r room may sys; do
	[ -n "$room" ] || continue
	# shellcheck disable=SC2044 # no blanks in the names of sources
	for d in $(find "$B/$room" -name '*.d' 2>/dev/null); do
		for dep in $(tr -d '\\' <"$d" | tr ' ' '\n' | grep -E '^(lib|libxapian-c|corpus|indexer|searchd|query)/.*\.h$' | sort -u); do
			r=$(room_of "$dep")
			case " $may " in
			*" $r "*) ;;
			*) echo "layers: ${d#"$B"/} (room $room) includes $dep"; bad=$((bad + 1)) ;;
			esac
			checked=$((checked + 1))
		done
	done
	for f in "$room"/*.c "$room"/*.cc "$room"/*.h; do
		[ -f "$f" ] || continue
		for h in $(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$f"); do
			for o in $outside; do
				case $h in
				"$o"*)
					case " $sys " in
					*" $o "*) ;;
					*) echo "layers: $f (room $room) includes <$h>"; bad=$((bad + 1)) ;;
					esac ;;
				esac
			done
			checked=$((checked + 1))
		done
	done
done <<<"$table"

# Only main.c files and the daemon's handler print; the help text is opt.c's, the
# last words of a program without memory mem.c's.
for f in $(git ls-files 'lib/*.c' 'corpus/*.c' 'libxapian-c/*.cc' 2>/dev/null || find lib corpus libxapian-c -name '*.c*'); do
	case $f in lib/base/log.c | lib/base/opt.c | lib/base/mem.c) continue ;; esac
	if grep -nE '(^|[^a-z_])(printf|puts|putchar|perror|fprintf|exit|abort)\(' "$f" | grep -vE 'abort\(\)' >/dev/null; then
		echo "layers: $f prints or exits"
		bad=$((bad + 1))
	fi
done
if [ "$checked" -eq 0 ]; then
	echo "layers: nothing to check below $B: build first"
	exit 1
fi
[ "$bad" -eq 0 ] && echo "layers: $checked includes, all within their rooms"
[ "$bad" -eq 0 ]
