# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# tests/test-lib.sh - for the black-box tests in tests/t/: source it first.
#
#   . "$(dirname "$0")/../test-lib.sh"
#   ok "a title that is a sentence" command arg...
#   fails 2 "bad query says so" backfile search --strict '('
#   same "$expected" "$actual" "the title"
#   like 'regex' "$text" "the title"
#   done_testing
#
# Each script runs in a sandbox folder of its own (the current folder), removed
# at the end unless KEEP=1.  BIN is the folder of the programs, ROOT the project,
# DATA the shared measuring data (empty when it is not there).  Output is TAP.
set -u
export LC_ALL=C.UTF-8
export TZ=UTC
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
MODE=${MODE:-release}
BIN=${BIN:-$ROOT/build/$MODE/bin}
# shellcheck disable=SC2034 # for scripts
TOOLS=$ROOT/build/$MODE/tools
export PATH="$BIN:$PATH"
export NO_COLOR=1
unset BACKFILE_INDEX BACKFILE_SOCKET XDG_DATA_HOME XDG_RUNTIME_DIR
DATA=${BACKFILE_DATA:-$ROOT/../shared/data}
[ -d "$DATA" ] || DATA=
SANDBOX=$(mktemp -d "${TMPDIR:-/tmp}/backfile-test.XXXXXX")
export HOME="$SANDBOX/home"
mkdir -p "$HOME"
cd "$SANDBOX" || exit 99
T_N=0
T_FAILED=0
T_PIDS=

cleanup() {
	local p
	for p in $T_PIDS; do kill "$p" 2>/dev/null; done
	for p in $T_PIDS; do wait "$p" 2>/dev/null; done
	cd /
	chmod -R u+rwX "$SANDBOX" 2>/dev/null
	if [ "${KEEP:-0}" = 1 ]; then echo "# kept $SANDBOX"; else rm -rf "$SANDBOX"; fi
}
trap cleanup EXIT

report() { # 0|1 title
	T_N=$((T_N + 1))
	if [ "$1" -eq 0 ]; then echo "ok $T_N - $2"; else
		echo "not ok $T_N - $2"
		T_FAILED=$((T_FAILED + 1))
	fi
	[ "$1" -eq 0 ]
}

diag() { sed 's/^/# /' | head -n 40; }

skip() { # title reason
	T_N=$((T_N + 1))
	echo "ok $T_N - $1 # SKIP $2"
}

# Run a command; its output goes to ./out and ./err.
run() { "$@" >"$SANDBOX/out" 2>"$SANDBOX/err"; }

ok() { # title command...
	local title=$1 st
	shift
	run "$@"
	st=$?
	report $((st != 0)) "$title" || {
		{ echo "exit $st: $*"; cat "$SANDBOX/out" "$SANDBOX/err"; } | diag
		return 1
	}
}

# Run a program for which permission bits count, also when we are root.  An empty
# PLAIN means that this cannot be had here.
PLAIN=yes
plain() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --bounding-set=-dac_override,-dac_read_search "$@"
	else "$@"; fi
}
# shellcheck disable=SC2034 # for scripts
[ "$(id -u)" -ne 0 ] || setpriv --bounding-set=-dac_override,-dac_read_search true 2>/dev/null || PLAIN=

fails() { # status title command...
	local want=$1 title=$2 st
	shift 2
	run "$@"
	st=$?
	report $((st != want)) "$title" || {
		{ echo "exit $st, wanted $want: $*"; cat "$SANDBOX/out" "$SANDBOX/err"; } | diag
		return 1
	}
}

same() { # expected actual title
	if [ "$1" = "$2" ]; then report 0 "$3"; else
		report 1 "$3"
		{ echo "expected: $1"; echo "actual:   $2"; } | diag
		return 1
	fi
}

like() { # extended-regex text title
	if printf '%s\n' "$2" | grep -Eq -- "$1"; then report 0 "$3"; else
		report 1 "$3"
		{ echo "wanted: $1"; echo "in:     $2"; } | diag
		return 1
	fi
}

unlike() { # extended-regex text title
	if printf '%s\n' "$2" | grep -Eq -- "$1"; then
		report 1 "$3"
		{ echo "unwanted: $1"; echo "in:       $2"; } | diag
		return 1
	else report 0 "$3"; fi
}

# Wait until a command succeeds, at most 20 seconds (no fixed sleeps in tests).
wait_for() {
	for _ in $(seq 200); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.1
	done
	return 1
}

# start_searchd ARCHIVE [option...]: sets SOCKET and SEARCHD_PID.
start_searchd() {
	local archive=$1
	shift
	SOCKET=$SANDBOX/s.sock
	backfile-searchd --index "$archive" --socket "$SOCKET" "$@" 2>"$SANDBOX/searchd.log" &
	SEARCHD_PID=$!
	T_PIDS="$T_PIDS $SEARCHD_PID"
	wait_for curl -sf --unix-socket "$SOCKET" http://x/v1/health || {
		echo "# the daemon did not start"
		diag <"$SANDBOX/searchd.log"
		return 1
	}
}

stop_searchd() { # its exit status
	kill "$SEARCHD_PID" 2>/dev/null
	wait "$SEARCHD_PID"
}

done_testing() {
	echo "1..$T_N"
	[ "$T_FAILED" -eq 0 ]
}
