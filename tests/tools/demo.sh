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
# A command that must find something; a quoted line shows it as it is typed.
ask() {
	printf '\n$'
	printf ' %q' "$@" | sed "s/\\\\ / /g"
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

id=$(backfile search -l -n 1 'kaspersky ban')
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
