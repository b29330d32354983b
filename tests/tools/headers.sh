#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each header compiles alone, and has the guard that its path asks for.
set -u
CC=${1:-cc}
bad=0
n=0
for h in $(find lib libxapian-c corpus indexer searchd query -name '*.h' | sort); do
	n=$((n + 1))
	# shellcheck disable=SC2046
	if ! echo "#include \"$h\"" | $CC -std=c11 -D_GNU_SOURCE -Wall -Wextra -I. $(pkg-config --cflags libxml-2.0) -x c -fsyntax-only - ; then
		echo "headers: $h does not compile alone"
		bad=$((bad + 1))
	fi
	guard=$(echo "$h" | tr 'a-z/.-' 'A-Z___')
	if ! grep -q "^#ifndef $guard\$" "$h"; then
		echo "headers: $h wants the guard $guard"
		bad=$((bad + 1))
	fi
	if ! head -n 1 "$h" | grep -q 'SPDX-License-Identifier'; then
		echo "headers: $h has no SPDX line"
		bad=$((bad + 1))
	fi
done
[ "$bad" -eq 0 ] && echo "headers: $n, each stands alone"
[ "$bad" -eq 0 ]
