#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The main job, end to end, on corpus/sample: index, start the daemon on a socket
# of its own, ask four questions, show citations, stop.  Everything lives in a
# temporary folder, which goes at the end.
set -eu
cd "$(dirname "$0")/../.."
export PATH="$PWD/build/release/bin:$PATH"
dir=$(mktemp -d "${TMPDIR:-/tmp}/backfile-demo.XXXXXX")
daemon=
finish() {
	if [ -n "$daemon" ]; then
		kill "$daemon" 2>/dev/null || true
		wait "$daemon" 2>/dev/null || true
	fi
	rm -rf "$dir"
}
trap finish EXIT
export BACKFILE_INDEX=$dir/archive BACKFILE_SOCKET=$dir/backfile.sock

say() { printf '\n$ %s\n' "$*"; }
# A word as a person types it: in single quotes where a shell would read into it.
typed() {
	case $1 in
	*[!a-zA-Z0-9_./:=,@%+-]*) printf " '%s'" "${1//\'/\'\\\'\'}" ;;
	*) printf ' %s' "$1" ;;
	esac
}
# A command that must find something, shown as it is typed.
ask() {
	local word
	printf '\n$'
	for word; do typed "$word"; done
	printf '\n'
	"$@"
}

say "backfile index corpus/sample"
backfile index corpus/sample
say "backfile serve &"
backfile serve &
daemon=$!
for _ in $(seq 100); do
	curl -sf --unix-socket "$BACKFILE_SOCKET" http://backfile/v1/health >/dev/null 2>&1 && break
	sleep 0.05
done
curl -sf --unix-socket "$BACKFILE_SOCKET" http://backfile/v1/health >/dev/null

ask backfile search -n 3 'kaspersky ban'
ask backfile search -n 2 '"commerce department" date:2024-06..2024-09'
ask backfile search -n 2 'app store (fee OR commission) -lawsuit'
ask backfile search -n 2 'title:antitrust prohib*'

# the first hit of the second question: it has an author and a date
id=$(backfile search -l -n 1 '"commerce department" date:2024-06..2024-09')
ask backfile cite "$id#p2" --style chicago
ask backfile cite "$id" --style bibtex
say "curl --unix-socket \$BACKFILE_SOCKET 'http://backfile/v1/search?q=spectrum&limit=1'"
curl -sf --unix-socket "$BACKFILE_SOCKET" 'http://backfile/v1/search?q=spectrum&limit=1' | head -c 600
printf ' …\n'
say "kill \$daemon"
kill "$daemon"
wait "$daemon"
daemon=
printf '\nThe demo is over: the daemon stopped, its archive is gone.\n'
printf 'Your own pages: build/bin/backfile index FOLDER && build/bin/backfile search QUERY\n'
