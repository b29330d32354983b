#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same answers from a daemon and from this process, and which of them answers.
. "$(dirname "$0")/../test-lib.sh"
F=$ROOT/tests/data/query

ok "the fixtures are indexed" backfile index --index "$SANDBOX/archive" "$F/harbour.jsonl" "$F/page.html" || { done_testing; exit; }
ok "another archive is made" backfile index --index "$SANDBOX/other" "$F/page.html"
start_searchd "$SANDBOX/archive" || { report 1 "the daemon starts"; done_testing; exit; }
here="--index $SANDBOX/archive"
there="--socket $SOCKET"
no_time() { sed 's/[0-9.]* ms/N ms/; s/"took_ms":[0-9.]*/"took_ms":N/'; }
id=$(backfile search --socket "$SOCKET" -l -n 1 'cranes tender')

while IFS= read -r c; do
	# shellcheck disable=SC2086
	same "$(eval "backfile ${c/ / $here }" 2>&1 | no_time)" "$(eval "backfile ${c/ / $there }" 2>&1 | no_time)" "the same from both: ${c/$id/ID}"
done <<E2
search cranes
search --json 'cranes (court OR tender)'
search --passages 3 'クレーン'
search -c zeppelin
search --mode strict 'cranes AND ('
search --from yesterdayish cranes
search '100 % + & = #x ? é'
show $id#p2
show a:00000000000000000000
cite --style apa $id#p2.s1
export --format ris cranes
export --format csv cranes
explain 'cranes (court OR tender)'
batch $F/topics.tsv
E2

big=$(yes crane | head -n 4000 | tr '\n' ' ')
same "$(backfile search $here -c "$big")" "$(backfile search $there -c "$big")" "a long query goes over the socket too"
longest=$(head -c 65536 /dev/zero | tr '\0' x)
fails 1 "the longest query goes over the socket" backfile search -c --socket "$SOCKET" "$longest"
fails 2 "a longer one is refused" backfile search --socket "$SOCKET" "x$longest"
like 'longer than 65536 bytes' "$(cat err)" "with the bound"

# --- which of them ---
export BACKFILE_SOCKET=$SOCKET
same "1" "$(backfile search -c lighthouse)" "BACKFILE_SOCKET leads to the daemon"
same "0" "$(backfile search -c --index other cranes)" "--index wins over a daemon of another archive"
BACKFILE_INDEX=$SANDBOX/other run backfile search -c cranes
ok "BACKFILE_SOCKET wins over BACKFILE_INDEX" test "$(cat out)" -gt 0
unset BACKFILE_SOCKET
mkdir runtime
ln -s "$SOCKET" runtime/backfile.sock
XDG_RUNTIME_DIR=$SANDBOX/runtime run backfile search -c cranes
ok "the default socket is asked when it answers" test "$(cat out)" -gt 0
XDG_RUNTIME_DIR=$SANDBOX/runtime BACKFILE_INDEX=$SANDBOX/other run backfile search -c cranes
same "0" "$(cat out)" "BACKFILE_INDEX wins over the default socket"
http_proxy=http://127.0.0.1:1/ ALL_PROXY=http://127.0.0.1:1/ run backfile search --socket "$SOCKET" -c cranes
ok "proxies of the environment are passed over" test "$(cat out)" -gt 0

stop_searchd
backfile serve --index archive --socket "$SOCKET" 2>serve.log &
SEARCHD_PID=$!
T_PIDS="$T_PIDS $SEARCHD_PID"
ok "backfile serve is the daemon" wait_for backfile search --socket "$SOCKET" -c cranes
stop_searchd
same 0 $? "and stops cleanly on SIGTERM"
fails 2 "a daemon that is gone is told" backfile search --socket "$SOCKET" cranes
like 'no daemon answers at' "$(cat err)" "by its socket"
export XDG_RUNTIME_DIR=$SANDBOX/runtime BACKFILE_INDEX=
fails 2 "a dead default socket leads to the default archive" backfile search cranes
like 'no archive at' "$(cat err)" "which is not there"

done_testing
