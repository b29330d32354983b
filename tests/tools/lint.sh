#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# clang-tidy, cppcheck and shellcheck, whichever are installed.
set -u
bad=0
have() { command -v "$1" >/dev/null 2>&1 || { echo "lint: no $1 here, passed over"; return 1; }; }

if have shellcheck; then
	shellcheck -S warning -x tests/*.sh tests/tools/*.sh tests/t/*.sh bench/*.sh .ci/run || bad=1
fi
if have cppcheck; then
	cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr \
		--suppressions-list=tests/tools/cppcheck.supp --std=c11 -I. -j "$(nproc)" \
		lib corpus indexer searchd query || bad=1
fi
if have clang-tidy; then
	checks='-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier'
	checks="$checks,-bugprone-narrowing-conversions,-bugprone-macro-parentheses,-bugprone-branch-clone"
	checks="$checks,-bugprone-implicit-widening-of-multiplication-result,clang-analyzer-core*,clang-analyzer-unix*"
	# if (!memcmp()) is the house's way
	checks="$checks,-bugprone-suspicious-string-compare"
	# arrays of pointers, and bytes that end by their length, are meant
	checks="$checks,-bugprone-sizeof-expression,-bugprone-not-null-terminated-result"
	# it does not see that *x = (struct x){0} clears, nor that a loop fills; ASan and valgrind do
	checks="$checks,-clang-analyzer-unix.Malloc,-clang-analyzer-core.uninitialized.Assign"
	# the analyser does not know that a slice without bytes has no length, nor that a ring has a size
	checks="$checks,-clang-analyzer-core.NullDereference,-clang-analyzer-core.NonNullParamChecker"
	checks="$checks,-clang-analyzer-core.DivideZero,-clang-analyzer-core.UndefinedBinaryOperatorResult"
	tidy() { # flags...: of the files on standard input
		xargs -P "$(nproc)" -n 6 bash -c 'checks=$1 n=$2; shift 2
			clang-tidy --quiet --checks="$checks" --warnings-as-errors="*" "${@:n+1}" -- "${@:1:n}" 2>/dev/null' \
			tidy "$checks" $# "$@"
	}
	# shellcheck disable=SC2046
	find lib corpus indexer searchd query -name '*.c' | sort |
		tidy -std=c11 -D_GNU_SOURCE -I. $(pkg-config --cflags libxml-2.0) || bad=1
	# shellcheck disable=SC2046
	find libxapian-c -name '*.cc' | sort |
		tidy -std=c++17 -I. $(pkg-config --cflags xapian-core) || bad=1
fi
exit $bad
