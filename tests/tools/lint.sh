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
		--suppress=missingIncludeSystem --std=c11 -I. -j "$(nproc)" \
		lib corpus indexer searchd query || bad=1
fi
if have clang-tidy; then
	checks='-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier'
	checks="$checks,-bugprone-narrowing-conversions,-bugprone-macro-parentheses,-bugprone-branch-clone"
	checks="$checks,-bugprone-implicit-widening-of-multiplication-result,clang-analyzer-core*,clang-analyzer-unix*"
	# shellcheck disable=SC2046
	find lib corpus indexer searchd query -name '*.c' | sort |
		xargs -P "$(nproc)" -n 6 clang-tidy --quiet --checks="$checks" --warnings-as-errors='*' -- \
			-std=c11 -D_GNU_SOURCE -I. $(pkg-config --cflags libxml-2.0) 2>/dev/null || bad=1
fi
exit $bad
