#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Fails every Nth write, sync and rename while an archive is updated, N from 1
# until none is left to fail, as a full disk (all later ones fail too), as one
# failing call, and as a kill before the call.  After each:
#
#   - the archive opens, `check` finds nothing, and what was committed before is there;
#   - the next run completes it, to the same content as a run without faults.
#
#   torture.sh [STEP [SECONDS]]    every STEP-th N only (1); stop after SECONDS (none)
#
# BIN and TOOLS are the folders of the programs and of faultio.so.  TAP output.
set -u
step=${1:-1}
limit=${2:-0}
root=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$root/build/release/bin}
TOOLS=${TOOLS:-$root/build/release/tools}
box=$(mktemp -d "${TMPDIR:-/tmp}/backfile-torture.XXXXXX")
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 99
export LC_ALL=C
export BACKFILE_COMMIT_EVERY=300
n_test=0
failed=0

say() { # 0|1 title
	n_test=$((n_test + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n_test - $2"; else
		echo "not ok $n_test - $2"
		failed=$((failed + 1))
	fi
}

# Articles FROM to TO, one a line.
articles() {
	awk -v from="$1" -v to="$2" 'BEGIN {
		split("spectrum tariff router patent ministry auction privacy ledger carrier chip", w, " ")
		for (i = from; i <= to; i++) {
			text = ""
			for (k = 0; k < 12; k++) text = text " " w[(i * 7 + k * k) % 10 + 1] (i * k) % 53
			printf "{\"id\":\"n%d\",\"title\":\"Notice %d\",\"date\":\"2024-03-%02d\",\"text\":\"The office wrote of%s.\"}\n", i, i, i % 28 + 1, text
		}
	}'
}

mkdir in
articles 1 400 >in/a.jsonl
"$BIN/backfile-indexer" --quiet --jobs 1 --index base in || { echo "Bail out! cannot index"; exit 1; }
# words that are known already: forms of replaced articles stay in the lexicon
sed -i 's/Notice 7"/Notice 7 office"/' in/a.jsonl
articles 401 1200 >in/b.jsonl
"$BIN/backfile-indexer" --quiet --jobs 1 --index clean in || { echo "Bail out! cannot index"; exit 1; }

digest() { # of an archive; fails when it is not sound
	"$BIN/backfile-indexer" --check --json --index "$1" >check.json 2>check.err || return 1
	sed 's/.*"articles":\([0-9]*\),"stories":[0-9]*,"digest":"\([0-9a-f]*\)".*/\1 \2/' check.json
}

want=$(digest clean) || { echo "Bail out! the clean archive is not sound"; exit 1; }

one() { # N variables...: 0 fine, 1 not, 3 when no fault was reached
	local n=$1 st got
	shift
	rm -rf work work.compact fired
	cp -r base work
	{
		env "$@" FAULT_AT="$n" FAULT_LOG="$box/fired" LD_PRELOAD="$TOOLS/faultio.so" \
			"$BIN/backfile-indexer" --quiet --jobs 1 --index work in >run.out 2>run.err
		st=$?
	} 2>/dev/null # the shell's own word on a killed child
	[ -s fired ] || return 3
	case $st in
	0 | 2 | 137) ;;
	*) echo "# N=$n: exit $st"; sed 's/^/# /' run.err; return 1 ;;
	esac
	if [ "$st" -eq 2 ] && ! [ -s run.err ]; then echo "# N=$n: no message"; return 1; fi
	got=$(digest work) || { echo "# N=$n: not sound"; sed 's/^/# /' check.err; return 1; }
	if [ "${got% *}" -lt 400 ]; then echo "# N=$n: committed articles are gone: $got"; return 1; fi
	"$BIN/backfile-indexer" --quiet --jobs 1 --index work in 2>run.err ||
		{ echo "# N=$n: the next run fails"; sed 's/^/# /' run.err; return 1; }
	got=$(digest work) || { echo "# N=$n: not sound after the next run"; return 1; }
	[ "$got" = "$want" ] || { echo "# N=$n: $got, wanted $want"; return 1; }
}

series() { # title variables...
	local title=$1 n=1 bad=0 start st
	shift
	start=$(date +%s)
	while :; do
		one "$n" "$@"
		st=$?
		[ "$st" -eq 3 ] && break
		bad=$((bad + st))
		n=$((n + step))
		if [ "$limit" -gt 0 ] && [ $(($(date +%s) - start)) -ge "$limit" ]; then break; fi
	done
	say "$bad" "$title: $(((n - 1 + step - 1) / step)) places, up to call $((n - step))"
}

series "a full disk from call N on" FAULT_ERRNO=ENOSPC
series "one call fails" FAULT_ERRNO=EIO FAULT_ONCE=1
series "one sync fails" FAULT_ERRNO=EIO FAULT_ONCE=1 FAULT_ONLY=sync
series "one rename fails" FAULT_ERRNO=EIO FAULT_ONCE=1 FAULT_ONLY=rename
series "killed before call N" FAULT_KILL=1
echo "1..$n_test"
[ "$failed" -eq 0 ]
