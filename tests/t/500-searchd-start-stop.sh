#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon from start to end: options, the socket file, signals, systemd.
. "$(dirname "$0")/../test-lib.sh"

ok "an archive is made" backfile-indexer --index archive "$ROOT/tests/data/protocol/articles.jsonl"
A=$SANDBOX/archive
get() { curl -sS --unix-socket "$1" "http://localhost$2"; }
mode() { stat -c %a "$1"; }

# --- options and trouble at the start -----------------------------------------
ok "--help works" backfile-searchd --help
like '^ +--socket PATH' "$(cat out)" "--help names the options"
ok "--version works" backfile-searchd --version
fails 2 "an unknown option is refused" backfile-searchd --colour
fails 2 "an operand is refused" backfile-searchd archive
like "'archive' is no option" "$(cat err)" "and named"
for bad in 9 0099 1777 077 0o600 '' 400; do
	fails 2 "--mode '$bad' is refused" backfile-searchd --index "$A" --socket s --mode "$bad"
done
like "^backfile-searchd: --mode: '400' is no mode: three octal digits" "$(cat err)" "and the message says what is wanted"
fails 2 "no workers are too few" backfile-searchd --index "$A" --socket s --workers 0

fails 2 "a missing archive ends it" backfile-searchd --index "$SANDBOX/none" --socket s
like "^backfile-searchd: .*$SANDBOX/none" "$(cat err)" "with its name"
same 1 "$(wc -l <err)" "in one line"
ok "and no socket is left" test ! -e s
fails 2 "a missing folder of the socket ends it" backfile-searchd --index "$A" --socket none/s
like "the folder of the socket, none: No such file" "$(cat err)" "with its name"
long=$(printf 'x%.0s' $(seq 108))
fails 2 "a socket path of 108 bytes is refused" backfile-searchd --index "$A" --socket "$long"
like "has 108 bytes, a Unix socket takes at most 107" "$(cat err)" "with the bound"
echo precious >file
fails 2 "a file in the place of the socket is refused" backfile-searchd --index "$A" --socket file
like "file: there is something that is no socket" "$(cat err)" "and named"
same precious "$(cat file)" "and stays"

# --- a life --------------------------------------------------------------------
start_searchd "$A" --workers 2 || report 1 "the daemon starts"
like "^backfile-searchd: ready: $SOCKET, 4 articles, revision [0-9]+$" "$(cat searchd.log)" "the ready line says what is there"
same 600 "$(mode "$SOCKET")" "the socket is its owner's alone"
fails 2 "a second daemon does not replace a live socket" backfile-searchd --index "$A" --socket "$SOCKET"
like "a daemon answers at this socket already" "$(cat err)" "and says so"
like '"status":"ok"' "$(get "$SOCKET" /v1/health)" "and the first one still answers"
ok "SIGHUP is sent" kill -HUP "$SEARCHD_PID"
wait_for grep -q "opening the archive anew" searchd.log
like "opening the archive anew" "$(cat searchd.log)" "SIGHUP has the archive opened anew"
like '"articles":' "$(get "$SOCKET" /v1/stats)" "and it answers as before"
stop_searchd
same 0 $? "SIGTERM ends it with status 0"
ok "and removes the socket" test ! -e "$SOCKET"

start_searchd "$A" --mode 0660 --quiet || report 1 "the daemon starts again"
same 660 "$(mode "$SOCKET")" "--mode is respected"
same "" "$(cat searchd.log)" "--quiet says nothing"
kill -KILL "$SEARCHD_PID"
wait "$SEARCHD_PID" 2>/dev/null
ok "a killed daemon leaves its socket" test -S "$SOCKET"
fails 7 "at which nobody answers" curl -s --unix-socket "$SOCKET" http://localhost/v1/health
start_searchd "$A" || report 1 "a stale socket is replaced"
like '"status":"ok"' "$(get "$SOCKET" /v1/health)" "a stale socket is replaced"
rm "$SOCKET"
mkdir "$SOCKET"
stop_searchd
same 0 $? "SIGTERM ends it when its socket was removed"
ok "and what took its place stays" test -d "$SOCKET"
rmdir "$SOCKET"

# Defaults from the environment.
mkdir run
XDG_RUNTIME_DIR=$SANDBOX/run BACKFILE_INDEX=$A backfile-searchd 2>log &
pid=$!
T_PIDS="$T_PIDS $pid"
wait_for get run/backfile.sock /v1/health
like '"status":"ok"' "$(get run/backfile.sock /v1/health)" "archive and socket come from the environment"
kill -INT "$pid"
wait "$pid"
same 0 $? "SIGINT ends it with status 0"

# --- stopping under load -----------------------------------------------------------
cat >load.py <<'PY'
import http.client, json, socket, sys, threading
path, stop = sys.argv[1], threading.Event()
whole = cut = 0
lock = threading.Lock()
class C(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(20)
        self.sock.connect(path)
def client():
    global whole, cut
    try:
        c = C("x")
        while True:
            c.request("GET", "/v1/search?q=spectrum+auction")
            r = c.getresponse()
            try:
                json.loads(r.read())
                with lock: whole += 1
            except (ValueError, http.client.IncompleteRead):
                with lock: cut += 1
            if r.status == 503:
                return
            if whole == 50:
                print("go", flush=True)
    except (OSError, http.client.HTTPException):
        pass                     # the end, between two replies
threads = [threading.Thread(target=client) for _ in range(4)]
[t.start() for t in threads]
[t.join(30) for t in threads]
print("whole", "some" if whole >= 50 else whole, "cut", cut, "hanging", sum(t.is_alive() for t in threads))
PY
start_searchd "$A" --workers 2 || report 1 "the daemon starts"
python3 load.py "$SOCKET" >load.out 2>&1 &
load=$!
T_PIDS="$T_PIDS $load"
wait_for grep -q go load.out
stop_searchd
same 0 $? "SIGTERM while requests run ends it with status 0"
wait "$load"
same "whole some cut 0 hanging 0" "$(tail -n 1 load.out)" "no reply was cut, no client hangs"

# --- socket activation -----------------------------------------------------------
cat >activate.py <<'PY'
import os, socket, sys
def put(s, fd):
    if s.fileno() != fd: os.dup2(s.fileno(), fd)
    os.set_inheritable(fd, True)
n = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); n.bind("notify"); n.settimeout(20)
s = socket.socket(socket.AF_UNIX); s.bind("given.sock"); s.listen(16)
pid = os.fork()
if pid == 0:
    put(s, 3)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", NOTIFY_SOCKET="notify")
    os.execvp("backfile-searchd", ["backfile-searchd", "--index", sys.argv[1], "--quiet"])
s.close()
print(n.recv(100).decode())
c = socket.socket(socket.AF_UNIX); c.connect("given.sock")
c.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
print(c.makefile("rb").readline().decode().strip())
os.kill(pid, 15)
print(n.recv(100).decode())
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), os.path.exists("given.sock"))
PY
same "READY=1|HTTP/1.1 200 OK|STOPPING=1|0 True" "$(timeout 60 python3 activate.py "$A" 2>&1 | paste -sd'|')" \
	"a socket of the service manager is used, and left to it"
for unit in service socket; do
	if command -v systemd-analyze >/dev/null; then
		mkdir -p units/bin
		printf '#!/bin/sh\n' >units/bin/backfile-searchd
		chmod +x units/bin/backfile-searchd
		for u in service socket; do
			sed "s|@PREFIX@|$SANDBOX/units|" "$ROOT/searchd/systemd/backfile-searchd.$u" >"units/backfile-searchd.$u"
		done
		ok "systemd finds nothing in backfile-searchd.$unit" env XDG_RUNTIME_DIR="$SANDBOX/run" \
			systemd-analyze --user --man=no verify "units/backfile-searchd.$unit"
	else
		skip "systemd finds nothing in backfile-searchd.$unit" "systemd-analyze is not installed"
	fi
done
done_testing
