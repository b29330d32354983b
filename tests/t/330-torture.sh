#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A short run of the fault loop: `make torture` is the whole of it.
. "$(dirname "$0")/../test-lib.sh"

if [ "$MODE" != release ]; then
	skip "writes fail, syncs fail, kills" "the fault shim does not go with sanitizers"
	done_testing
	exit
fi
BIN=$BIN TOOLS=$TOOLS bash "$ROOT/tests/tools/torture.sh" 61 4 2>&1 | sed 's/^/# /' >torture.out
st=${PIPESTATUS[0]}
grep -E '^# (ok|not ok|# )' torture.out
report "$st" "every 61st write, sync and rename fails, and nothing is lost"
done_testing
