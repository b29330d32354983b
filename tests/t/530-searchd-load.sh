#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Many clients at once, commits under way, memory over many requests.
. "$(dirname "$0")/../test-lib.sh"

articles=$ROOT/tests/data/protocol/articles.jsonl
head -n 3 "$articles" >three.jsonl
tail -n 1 "$articles" >fourth.jsonl
ok "an archive of three articles is made" backfile-indexer --index archive three.jsonl
start_searchd "$SANDBOX/archive" --workers 2 || report 1 "the daemon starts"
A=$SANDBOX/archive
S=$SOCKET
get() { curl -sS --max-time 20 --unix-socket "$S" "http://localhost$1"; }
number() { grep -oE "\"$1\":[0-9]+" | head -n 1 | grep -oE '[0-9]+'; }

cat >many.py <<'PY'
import http.client, json, socket, sys, threading
path, clients, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
class C(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(path)
want = [("/v1/search?q=spectrum+auction", 2), ("/v1/search?q=chips", 1), ("/v1/search?q=zebra", 0),
        ("/v1/parse?q=chips", None), ("/v1/docs/cw-0610", None), ("/v1/health", None)]
wrong = []
def client(first):
    c = C("x")
    for i in range(rounds):
        target, articles = want[(first + i) % len(want)]
        c.request("GET", target)
        r = c.getresponse()
        reply = json.loads(r.read())
        if r.status != 200 or articles is not None and reply["total"]["articles"] != articles:
            wrong.append((target, r.status, str(reply)[:200]))
threads = [threading.Thread(target=client, args=(i,)) for i in range(clients)]
[t.start() for t in threads]
[t.join() for t in threads]
print("wrong", len(wrong), *wrong[:3])
PY
same "wrong 0" "$(timeout 120 python3 many.py "$S" 8 200 2>&1)" "8 clients with 200 requests each get the right answers"

# --- commits ----------------------------------------------------------------------
like '"total":\{"articles":0' "$(get '/v1/search?q=loyalty')" "an article that is not there is not found"
before=$(get /v1/stats | number revision)
python3 many.py "$S" 2 2000 >under.out 2>&1 &
under=$!
T_PIDS="$T_PIDS $under"
ok "a fourth article is added while clients ask" backfile-indexer --index "$A" fourth.jsonl
like '"total":\{"articles":1' "$(get '/v1/search?q=loyalty')" "the next search finds it"
ok "under a newer revision" test "$(get /v1/stats | number revision)" -gt "$before"
wait_for bash -c "curl -s --unix-socket '$S' http://x/v1/health | grep -q '\"revision\":$(get /v1/stats | number revision)'"
same "$(get /v1/stats | number revision)" "$(get /v1/health | number revision)" "and health knows it"
wait "$under"
same "wrong 0" "$(cat under.out)" "nobody got a wrong answer meanwhile"

# An archive that is replaced as a whole.
ok "another archive is made" backfile-indexer --index "$SANDBOX/new" fourth.jsonl
mv archive old && mv new archive
like '"reopened":true' "$(curl -sS --unix-socket "$S" -X POST http://localhost/v1/reopen)" "POST /v1/reopen opens it"
for _ in 1 2 3 4; do get '/v1/search?q=spectrum'; done | grep -o '"total":{"articles":[0-9]*' | sort -u >totals
same '"total":{"articles":0' "$(cat totals)" "and all workers answer from it"
rm -rf archive && mv old archive
ok "the first one comes back" curl -sSf -o /dev/null --unix-socket "$S" -X POST http://localhost/v1/reopen

# --- memory ---------------------------------------------------------------------------
rss() { awk '/VmRSS/ { print $2 }' "/proc/$SEARCHD_PID/status"; }
n=2500
case $MODE in asan | tsan) n=250 ;; esac
python3 many.py "$S" 8 $((n / 2)) >/dev/null 2>&1
first=$(rss)
same "wrong 0" "$(timeout 300 python3 many.py "$S" 8 "$n" 2>&1)" "$((8 * n)) more requests are answered"
last=$(rss)
case $MODE in
asan | tsan) skip "memory does not grow with requests" "a sanitizer keeps what was freed" ;;
*) ok "memory does not grow with requests ($first kB, then $last kB)" test "$last" -le $((first + 4096)) ;;
esac
# connections that come and go
cat >visits.py <<'PY'
import socket, sys
for i in range(2000):
    s = socket.socket(socket.AF_UNIX)
    s.connect(sys.argv[1])
    s.sendall(b"GET /v1/search?q=chips HTTP/1.1\r\nHost: x\r\n\r\n"[:i % 46])
    s.close()
PY
ok "2000 clients come and leave in the middle" timeout 60 python3 visits.py "$S"
wait_for bash -c "curl -s --unix-socket '$S' http://x/v1/health | grep -q '\"connections\":1}'"
like '"connections":1}' "$(get /v1/health)" "and nothing is left of them"
like '"failed":0' "$(get /v1/health)" "no request failed by a fault of ours"
stop_searchd
same 0 $? "the daemon stops cleanly"
unlike 'ERROR|WARNING|runtime error' "$(cat searchd.log)" "no sanitizer has a word to say"
done_testing
