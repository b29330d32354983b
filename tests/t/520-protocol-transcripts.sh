#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The transcripts of docs/PROTOCOL.md against a daemon over tests/data/protocol.
. "$(dirname "$0")/../test-lib.sh"

ok "the articles of the transcripts can be indexed" \
	backfile-indexer --index "$SANDBOX/archive" "$ROOT/tests/data/protocol/articles.jsonl"
start_searchd "$SANDBOX/archive" --workers 2 || report 1 "the daemon starts"
export XDG_RUNTIME_DIR=$SANDBOX/run
mkdir run && ln -s "$SOCKET" run/backfile.sock

python3 "$ROOT/tests/tools/transcript.py" "$ROOT/docs/PROTOCOL.md" >steps
while IFS=$'\t' read -r verdict title why; do
	case $title in
	*"the javascript program"*)
		if ! command -v node >/dev/null; then
			skip "PROTOCOL.md $title" "node is not installed"
			continue
		fi ;;
	esac
	[ "$verdict" = pass ]
	report $? "PROTOCOL.md $title" || echo "$why" | diag
done <steps
ok "PROTOCOL.md has at least fifteen steps" test "$(wc -l <steps)" -ge 15

# The replay itself: what it must not accept.
cat >wrong.md <<'MD'
```console
$ curl -s --unix-socket $XDG_RUNTIME_DIR/backfile.sock http://localhost/v1/health
{"status": "bad", …}
$ curl -s --unix-socket $XDG_RUNTIME_DIR/backfile.sock http://localhost/v1/health
{"status": "ok"}
$ curl -s --unix-socket $XDG_RUNTIME_DIR/backfile.sock http://localhost/v1/health
{"status": "ok", "workers": {"total": 3, "busy": 0}, …}
$ curl -si --unix-socket $XDG_RUNTIME_DIR/backfile.sock http://localhost/v1/health
HTTP/1.1 404 …

{…}
$ curl -s --unix-socket $XDG_RUNTIME_DIR/none.sock http://localhost/v1/health
{…}
```
MD
fails 1 "the replay finds what is not so" python3 "$ROOT/tests/tools/transcript.py" wrong.md
same "fail fail fail fail fail" "$(cut -f1 out | paste -sd' ')" "and each of it"
echo "no transcript" >empty.md
fails 2 "a file without transcripts is an error" python3 "$ROOT/tests/tools/transcript.py" empty.md
done_testing
