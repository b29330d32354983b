#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the tests and counts TAP lines; closes with "N passed, N failed".
#
#   tests/run.sh all            release and ASan builds, TSan for the daemon, static checks
#   tests/run.sh unit|asan|tsan|valgrind
#   tests/run.sh one NAME       scripts and unit tests whose path has NAME in it
set -u
cd "$(dirname "$0")/.." || exit 99
what=${1:-all}
log=$(mktemp -d "${TMPDIR:-/tmp}/backfile-run.XXXXXX")
trap 'rm -rf "$log"' EXIT
JOBS=${JOBS:-$(nproc 2>/dev/null || echo 2)}
# Xapian 1.4 frees an object of its check with another size than it was made with
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:allocator_may_return_null=1:new_delete_type_mismatch=0
export UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/tools/lsan.supp:print_suppressions=0
export TSAN_OPTIONS=suppressions=$PWD/tests/tools/tsan.supp
export CMOCKA_MESSAGE_OUTPUT=TAP
n_jobs=0

build() { # mode
	echo "== build $1"
	make --no-print-directory -s -j"$JOBS" MODE="$1" tests-build || {
		echo "0 passed, 1 failed"
		exit 1
	}
}

# One command whose output is TAP (or whose exit status is the only result).
task() { # name command...
	local name=$1 st
	shift
	"$@" >"$log/$name.tap" 2>&1
	st=$?
	echo "$st" >"$log/$name.status"
}

spawn() {
	n_jobs=$((n_jobs + 1))
	task "$(printf '%04d' $n_jobs)-$1" "${@:2}" &
	while [ "$(jobs -rp | wc -l)" -ge "$JOBS" ]; do wait -n; done
}

slug() { echo "$1" | tr '/ ' '__'; }

units() { # mode [wrapper...]
	local mode=$1 t
	shift
	for t in $(find "build/$mode/unit" -name '*_test' -type f 2>/dev/null | sort); do
		spawn "$mode-$(slug "${t#build/*/unit/}")" "$@" timeout 300 "$t"
	done
}

fuzz_replay() { # mode
	local t name dirs
	for t in $(find "build/$1/fuzz" -name '*_fuzz' -type f 2>/dev/null | sort); do
		name=$(basename "$t" _fuzz)
		dirs=$(ls -d "tests/fuzz/corpus/$name" "tests/fuzz/crashes/$name" 2>/dev/null)
		# shellcheck disable=SC2086
		[ -n "$dirs" ] && spawn "$1-fuzz-$name" timeout 300 "$t" $dirs
	done
}

scripts() { # mode pattern
	local s
	for s in tests/t/*.sh; do
		[[ $s == *${2:-}* ]] || continue
		spawn "$1-$(basename "$s" .sh)" env MODE="$1" timeout 600 bash "$s"
	done
}

summary() {
	local f name st ok=0 bad=0 skipped=0 o n s k first=1
	wait
	for f in "$log"/*.tap; do
		[ -f "$f" ] || continue
		name=$(basename "$f" .tap)
		st=$(cat "$log/$name.status" 2>/dev/null || echo 99)
		o=$(grep -cE '^[[:space:]]*ok [0-9]+' "$f")
		n=$(grep -cE '^[[:space:]]*not ok [0-9]+' "$f")
		# cmocka 1.1.5 prints a skipped test as "not ok N # SKIP"
		s=$(grep -cE '^[[:space:]]*ok [0-9]+.*# SKIP' "$f")
		o=$((o - s))
		k=$(grep -cE '^[[:space:]]*not ok [0-9]+.*# SKIP' "$f")
		n=$((n - k)) s=$((s + k))
		# a test that died says nothing of what it did not run
		[ "$st" -ne 0 ] && [ "$n" -eq 0 ] && n=1
		[ "$st" -eq 0 ] && [ "$o" -eq 0 ] && [ "$n" -eq 0 ] && [ "$s" -eq 0 ] && o=1
		ok=$((ok + o)) bad=$((bad + n)) skipped=$((skipped + s))
		if [ "$n" -gt 0 ]; then
			[ $first -eq 1 ] && echo "== failures"
			first=0
			echo "--- ${name#*-} (exit $st)"
			grep -vE '^[[:space:]]*ok [0-9]+' "$f" | tail -n 60
		fi
	done
	grep -hE '^[[:space:]]*(not )?ok [0-9]+.*# SKIP' "$log"/*.tap 2>/dev/null | sed 's/.*# SKIP/skipped:/' | sort | uniq -c
	echo "$ok passed, $bad failed, $skipped skipped"
	[ "$bad" -eq 0 ]
}

case $what in
all)
	start=$(date +%s)
	build release
	build asan
	echo "== layers, headers, docs"
	spawn layers bash tests/tools/layers.sh build/release
	spawn headers bash tests/tools/headers.sh gcc
	spawn docs-check bash tests/tools/docs-check.sh
	echo "== unit tests, fuzz corpora and programs under ASan and UBSan"
	units asan
	fuzz_replay asan
	scripts asan
	echo "== programs, release build"
	scripts release
	wait
	if ls tests/t/5*.sh >/dev/null 2>&1; then
		build tsan
		echo "== the daemon under TSan"
		scripts tsan /5
	fi
	wait
	echo "== $(($(date +%s) - start)) seconds"
	;;
unit)
	units "${MODE:-release}"
	;;
asan)
	build asan
	units asan
	fuzz_replay asan
	scripts asan
	;;
tsan)
	build tsan
	scripts tsan /5
	;;
valgrind)
	build debug
	units debug valgrind -q --error-exitcode=9 --leak-check=full
	;;
one)
	for t in $(find "build/${MODE:-release}/unit" -name '*_test' -type f | grep -F -- "${2:-}"); do
		"$t"
	done
	scripts "${MODE:-release}" "${2:-}"
	wait
	cat "$log"/*.tap 2>/dev/null
	;;
esac
summary
