#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# HTTP as clients speak it: curl, Python's http.client, Node's http, and raw bytes.
. "$(dirname "$0")/../test-lib.sh"

ok "an archive is made" backfile-indexer --index archive "$ROOT/tests/data/protocol/articles.jsonl"
start_searchd "$SANDBOX/archive" --workers 2 --idle 1 || report 1 "the daemon starts"
S=$SOCKET
c() { curl -sS --max-time 20 --unix-socket "$S" "$@"; }
status() { c -o body -w '%{http_code}' "$@"; }
U=http://localhost

# --- curl ----------------------------------------------------------------------
same 200 "$(status "$U/v1/search?q=spectrum+auction")" "a GET search is answered"
like '"source_id":"pc-0503"' "$(cat body)" "with the article"
cp body get.json
same "$(sed 's/"took_ms":[0-9.]*//' get.json)" "$(c "$U/v1/search/?q=spectrum%20auction" | sed 's/"took_ms":[0-9.]*//')" \
	"a slash at the end and %20 change nothing"
same "$(sed 's/"took_ms":[0-9.]*//' get.json)" "$(c http://info.example/v1/search -H 'Host: other' -d 'q=spectrum auction' | sed 's/"took_ms":[0-9.]*//')" \
	"a form by POST, under any host, gives the same"
same "$(sed 's/"took_ms":[0-9.]*//' get.json)" "$(c $U/v1/search -d '{"q":"spectrum auction"}' | sed 's/"took_ms":[0-9.]*//')" \
	"JSON by POST gives the same"
same 200 "$(status -I "$U/v1/search?q=chips")" "HEAD is answered"
ok "without a body" test ! -s <(c -I "$U/v1/search?q=chips" | sed '1,/^\r$/d')
same 200 "$(status $U/v1)" "/v1 is /v1/"
same 404 "$(status $U/)" "the root is no path"
like 'begin with /v1/.*host in the address is ignored' "$(cat body)" "and the answer says where to go"
same 404 "$(status $U/v1/nothing)" "an unknown path is a 404"
same 404 "$(status $U/v1/docs/none)" "an unknown article is a 404"
same 405 "$(status -X DELETE $U/v1/health)" "a method that does not fit is a 405"
like '^Allow: GET, HEAD, OPTIONS' "$(c -i -X DELETE $U/v1/health)" "with Allow"
like '^Allow: GET, HEAD, POST, OPTIONS' "$(c -i -X OPTIONS $U/v1/search)" "OPTIONS tells the methods"
same 400 "$(status "$U/v1/search?q=chips&colour=blue")" "an unknown parameter is refused"
like colour "$(cat body)" "by name"
same 400 "$(status "$U/v1/health?x=1")" "also where the daemon itself answers"
like "unknown parameter 'x'" "$(cat body)" "by name"
same 400 "$(status "$U/v1/search?q=%zz")" "a bad escape is refused"
same 400 "$(status "$U/v1/search?q=%ff")" "bytes that are not UTF-8 are refused"
same 400 "$(status "$U/v1/search?q=a%00")" "a NUL is refused"
same 400 "$(status -d '{"q":' $U/v1/search)" "a body that is no JSON is refused"
same 415 "$(status -H 'Content-Type: text/csv' -d 'a,b' $U/v1/search)" "a body of another type is refused"
same 400 "$(status -X GET -d 'q=a' $U/v1/search)" "a GET with a body is refused"
like 'application/problem\+json' "$(c -i "$U/v1/search?x=1")" "errors are problem documents"
etag=$(c -I "$U/v1/search?q=chips" | tr -d '\r' | sed -n 's/^ETag: //p')
same 304 "$(status -H "If-None-Match: \"x\", $etag" "$U/v1/search?q=chips")" "the tag is recognised"
same 200 "$(status -H "If-None-Match: $etag" "$U/v1/search?q=chip+export")" "and is another one's for another query"

# Expect: 100-continue, and sizes.
head -c 200000 /dev/zero | tr '\0' x >big
same 200 "$(status -H 'Expect: 100-continue' --data-urlencode q@<(head -c 60000 big) $U/v1/search)" "Expect: 100-continue is honoured"
head -c 300000 /dev/zero | tr '\0' x >bigger
same 413 "$(status -H 'Expect: 100-continue' --data-binary @bigger $U/v1/search)" "a body of 300 kB is refused with 413"
same 413 "$(status -H 'Expect:' -H 'Transfer-Encoding: chunked' --data-binary @bigger $U/v1/search)" "also in chunks"
same 200 "$(status -H 'Transfer-Encoding: chunked' -d q=chips $U/v1/search)" "a short one in chunks is answered"
same 431 "$(status -H "X-Long: $(head -c 40000 big)" $U/v1/health)" "headers of 40 kB are refused with 431"
same 413 "$(status --data-urlencode q@<(head -c 100000 big) $U/v1/search)" "a query of 100,000 characters is refused with 413"

# --- Python and Node ---------------------------------------------------------------
cat >client.py <<'PY'
import http.client, json, socket, sys
class C(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(sys.argv[1])
c = C("localhost", timeout=20)
for method, path, body in (("GET", "/v1/search?q=chips", None), ("HEAD", "/v1/search?q=chips", None),
                           ("POST", "/v1/search", json.dumps({"q": "chips"})),
                           ("POST", "/v1/search", iter([b'{"q":', b'"chips"}'])), ("GET", "/v1/none", None)):
    c.request(method, path, body, {"Content-Type": "application/json"})
    r = c.getresponse()
    text = r.read()
    print(r.status, method, json.loads(text).get("total", {}).get("articles", "-") if text else "empty")
    kept = c.sock
print("one connection" if kept else "")
c.request("GET", "/v1/search?q=" + 200000 * "x")   # more than curl takes on its command line
r = c.getresponse()
print(r.status, json.load(r)["detail"])
PY
python3 client.py "$S" >py.out 2>&1
same "200 GET 1|200 HEAD empty|200 POST 1|200 POST 1|404 GET -|one connection" \
	"$(head -n 6 py.out | paste -sd'|')" "Python's http.client keeps one connection for all"
same "414 the address has 200013 bytes, at most 32768 are read; send a long query by POST" \
	"$(sed -n 7p py.out)" "an address of 200 kB is refused with 414, and a way is shown"
if command -v node >/dev/null; then
	cat >client.js <<'JS'
const http = require("http");
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
const ask = (method, path, body) => new Promise((done) => {
	const q = http.request({ socketPath: process.argv[2], agent, method, path,
		headers: body ? { "Content-Type": "application/json" } : {} }, (r) => {
		let text = "";
		r.setEncoding("utf8");
		r.on("data", (d) => text += d);
		r.on("end", () => done(r.statusCode + ":" + (text ? JSON.parse(text).total?.articles ?? "-" : "empty")));
	});
	q.end(body);
});
(async () => {
	const all = await Promise.all([ask("GET", "/v1/search?q=chips"), ask("HEAD", "/v1/search?q=chips"),
		ask("POST", "/v1/search", '{"q":"chips"}'), ask("GET", "/v1/none"), ask("GET", "/v1/search?q=caf%C3%A9")]);
	console.log(all.join(" "));
	process.exit(0);
})();
JS
	same "200:1 200:empty 200:1 404:- 200:1" "$(timeout 30 node client.js "$S" 2>&1)" "Node's http asks in parallel"
else
	skip "Node's http asks in parallel" "node is not installed"
fi

# --- raw bytes ------------------------------------------------------------------------
cat >raw.py <<'PY'
import re, socket, sys, time
def go(name, pieces, half=False, pause=0.0):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(15)
    s.connect(sys.argv[1])
    got, start = b"", time.monotonic()
    try:
        for p in pieces:
            s.sendall(p)
            time.sleep(pause)
        if half:
            s.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    try:
        while True:
            d = s.recv(65536)
            if not d:
                break
            got += d
    except (TimeoutError, socket.timeout):
        got += b"<hangs>"
    except OSError:
        pass
    codes = re.findall(r"HTTP/1\.1 (\d{3}) ", got.decode("latin-1"))
    # libmicrohttpd 0.9.75 writes the head of some of its own errors twice
    codes = [c for i, c in enumerate(codes) if i == 0 or c < "400" or c != codes[i - 1]]
    print(name + ":", " ".join(codes) or "closed", "hangs" if got.endswith(b"<hangs>") else "", "late" if time.monotonic() - start > 12 else "")
H = b"Host: x\r\n"
GET = b"GET /v1/health HTTP/1.1\r\n" + H
go("one word", [b"hello\r\n\r\n"])
go("three words", [b"hello wide world\r\n\r\n"])
go("no line end", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 300])
go("binary", [bytes(range(256)) * 40])
go("no version", [b"GET /v1/health\r\n\r\n"])
go("HTTP/2", [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
go("HTTP/1.0", [b"GET /v1/health HTTP/1.0\r\n\r\n"])
go("no host", [b"GET /v1/health HTTP/1.1\r\nConnection: close\r\n\r\n"])
go("by the byte", [bytes([b]) for b in GET + b"Connection: close\r\n\r\n"], pause=0.002)
go("half closed", [GET + b"\r\n"], half=True)
go("half a request", [b"GET /v1/hea"], half=True)
go("pipelined", [(GET + b"\r\n") * 20 + GET + b"Connection: close\r\n\r\n"])
go("pipelined searches", [b"GET /v1/search?q=chips HTTP/1.1\r\n" + H + b"\r\n"] * 9, half=True)
go("many headers", [GET + b"X: y\r\n" * 100000 + b"\r\n"])
go("length abc", [b"POST /v1/search HTTP/1.1\r\n" + H + b"Content-Length: abc\r\n\r\n"])
go("length -1", [b"POST /v1/search HTTP/1.1\r\n" + H + b"Content-Length: -1\r\n\r\n"])
go("length huge", [b"POST /v1/search HTTP/1.1\r\n" + H + b"Content-Length: 99999999999999999999999\r\n\r\n"])
go("bad chunk", [b"POST /v1/search HTTP/1.1\r\n" + H + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"])
go("cut body", [b"POST /v1/search HTTP/1.1\r\n" + H + b"Content-Length: 100\r\n\r\nq=a"], half=True)
go("silent", [])
go("drips", [b"GET /v1/health HTTP/1.1\r\nX: "] + [b"x"] * 30, pause=0.25)
PY
timeout 120 python3 raw.py "$S" 2>&1 | sed 's/ *$//' >raw.out
is() { same "$1: $2" "$(grep "^$1:" raw.out)" "$3"; }
is "one word" closed "one word is no request"
is "three words" 400 "three words are none either"
is "no line end" closed "bytes without an end of line are given up"
like '^binary: (400|closed)$' "$(grep ^binary: raw.out)" "binary is refused"
is "no version" 400 "a request without version is refused"
is HTTP/2 505 "HTTP/2 is refused"
is HTTP/1.0 200 "HTTP/1.0 is answered"
is "no host" 200 "no Host is needed"
is "by the byte" 200 "a request may come byte by byte"
is "half closed" 200 "a half-closed client is answered"
is "half a request" closed "half a request is dropped"
is pipelined "$(yes 200 | head -n 21 | paste -sd' ')" "21 pipelined requests are answered"
is "pipelined searches" "$(yes 200 | head -n 9 | paste -sd' ')" "nine pipelined searches are answered"
like '^many headers: (431|closed)$' "$(grep '^many headers' raw.out)" "600 kB of headers are refused"
is "length abc" 400 "a length that is no number is refused"
is "length -1" 400 "nor a negative one"
like '^length huge: (413|400)$' "$(grep '^length huge' raw.out)" "nor one beyond all bounds"
is "bad chunk" 400 "a chunk without length is refused"
is "cut body" closed "a body that is cut off is dropped"
is silent closed "a silent connection is closed"
is drips closed "a request that drips is closed, in bounded time"
same "" "$(grep -E 'hangs|late' raw.out)" "no connection hangs"
like '"status":"ok"' "$(c $U/v1/health)" "after all that the daemon is well"
stop_searchd
same 0 $? "and stops cleanly"
unlike 'ERROR|WARNING|runtime error' "$(cat searchd.log)" "no sanitizer has a word to say"
done_testing
