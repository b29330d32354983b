#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Bad input gets a clear message, nothing is lost, and the rest goes on.
# Exit status: 0 something was cleaned, 1 nothing was, 2 wrong use or unreadable.
. "$(dirname "$0")/../test-lib.sh"
clean() { backfile-indexer --clean "$@"; }
err() { cat "$SANDBOX/err"; }
TEXT="The regulator fined the broker on Monday for selling records without the consent of the drivers."

# --- empty, binary, other kinds ---
: >empty.txt
fails 1 "an empty file: nothing was cleaned" clean empty.txt
same "backfile clean: empty.txt: empty" "$(err)" "an empty file is named"
printf ' \n\n' >blank.txt
fails 1 "a blank file: nothing was cleaned" clean blank.txt
like 'blank.txt: empty: nothing but white space' "$(err)" "a blank file is named"
printf '\000\001\002\003\004\005\006\007' >binary
fails 1 "a binary file: nothing was cleaned" clean binary
like 'binary: not read: binary$' "$(err)" "a binary file is named"
printf '%%PDF-1.7\n' >paper.txt
fails 1 "a PDF under another name" clean paper.txt
like 'paper.txt: not read: PDF$' "$(err)" "a PDF is told by its content"
printf 'WARC/1.0\r\n' >archive
fails 1 "a WARC file" clean archive
like 'not read: WARC \(a later version reads it\)' "$(err)" "a WARC file is named"
printf '{\n "text": "x"\n}\n' >pretty.json
fails 1 "JSON over several lines" clean pretty.json
like 'not read: JSON that is not one object a line' "$(err)" "JSON over several lines is named"

# --- gzip ---
for i in $(seq 400); do echo "$TEXT Line $i of $((i * i))."; done >long.txt
gzip -c long.txt >whole.gz
head -c $(($(stat -c %s whole.gz) / 2)) whole.gz >cut.gz
fails 0 "a cut gzip: what decoded is cleaned" clean --json cut.gz
like '^backfile clean: cut.gz: gzip: cut off after [0-9]+ decoded bytes$' "$(err)" "a cut gzip is told"
same '["truncated"]' "$(jq -c .flags out)" "and the article is flagged"
head -c 12 whole.gz >stub.gz
fails 1 "a gzip that is all header" clean stub.gz
like 'stub.gz: gzip: cut off after 0 decoded bytes' "$(err)" "it is told too"
{ head -c 2000 whole.gz; printf 'XXXXXXXX'; tail -c +2009 whole.gz; } >bad.gz
run clean --json bad.gz
like '^backfile clean: bad.gz: gzip: damaged after' "$(err)" "a damaged gzip is told"
ok "gzip in gzip is read" clean --json <(gzip -c whole.gz)
same "$(clean --json whole.gz | jq -r .id)" "$(clean --json long.txt | jq -r .id)" \
	"gzip or not, it is the same article"
head -c 40000000 /dev/zero | gzip -9 >bomb.gz
run clean bomb.gz
like 'bomb.gz: (not read: binary|gzip: unpacks to more than 1000 times)' "$(err)" "a gzip bomb is told"

# --- encodings ---
printf 'Le tribunal a confirm\351 la d\351cision contre l\222op\351rateur, qui avait d\351pos\351 un recours.\n' >latin1.txt
ok "a text in windows-1252 is cleaned" clean --json latin1.txt
# shellcheck disable=SC1112
like 'confirmé la décision contre l’opérateur' "$(cat out)" "and comes out right"
printf '%s' "$TEXT" | iconv -t UTF-16 >utf16.txt
ok "a text in UTF-16 is cleaned" clean --json utf16.txt
like 'fined the broker on Monday' "$(cat out)" "and comes out right"

# --- size and depth ---
python3 - <<'PY'
line = "This is one sentence of a very long text that a program wrote for a test of limits.\n"
open("big.txt", "w").write(line * (50 * 1024 * 1024 // len(line)))
open("big.html", "w").write("<html><body><article>" + ("<p>" + line + "</p>") * (50 * 1024 * 1024 // (len(line) + 7)))
open("deep.html", "w").write("<html><body>" + "<div>" * 200000 + "<p>" + line * 3 + "</p>")
open("deep.jsonl", "w").write('{"text":"one fine text"}\n{"text":"x","deep":' + "[" * 5000 + "]" * 5000 + '}\n{"text":"another"}\n')
PY
LIMIT=:
[ "$MODE" = release ] && LIMIT="ulimit -v 1500000" # sanitisers map terabytes
for f in big.txt big.html; do
	fails 0 "$f, 50 MB: cleaned" bash -c "$LIMIT; backfile-indexer --clean --json $f"
	like "^backfile clean: $f: longer than 16 MiB: only its first [0-9]+ bytes are used$" "$(err)" \
		"$f: it is told how much was used"
	like 'too-long' "$(jq -c .flags out)" "$f: the article is flagged"
done
ok "200,000 folds deep: cleaned" clean --json deep.html
like 'one sentence of a very long text' "$(jq -r '.blocks[].text' out)" "deeply nested text is not lost"
fails 0 "deeply nested JSON: the other lines are cleaned" clean --json deep.jsonl
same 2 "$(wc -l <out)" "two of three lines"
same "backfile clean: deep.jsonl: line 2: JSON nested more than 64 deep" "$(err)" "the line is named"

# --- JSON lines ---
{
	echo '{"id":"1","text":"One."}'
	echo '{"id":"2","text":"Two."'
	echo '{"id":"3","title":"no text here"}'
	echo '{"id":"4","text":["not","a","string"]}'
	echo
	echo '{"id":"6","text":"Six."}'
} >lines.jsonl
fails 0 "JSON lines with bad ones: the others are cleaned" clean --json lines.jsonl
same "1 6" "$(jq -r .source_id out | tr '\n' ' ' | sed 's/ $//')" "lines 1 and 6 are there"
like '^backfile clean: lines.jsonl: line 2: bad JSON at byte' "$(err)" "line 2 is named"
like '^backfile clean: lines.jsonl: line 3: no "text"$' "$(err)" "line 3 is named, with the key"
like '^backfile clean: lines.jsonl: line 4: "text" is not a string$' "$(err)" "line 4 is named, with the key"
same 3 "$(wc -l <"$SANDBOX/err")" "one message a line"
same "0 $(grep -b '"6"' lines.jsonl | cut -d: -f1)" "$(jq -r .offset out | tr '\n' ' ' | sed 's/ $//')" "offsets are those of the lines"

# --- paths ---
fails 2 "a missing path" clean nowhere.txt
like '^backfile clean: nowhere.txt: .*No such file' "$(err)" "it is named"
fails 2 "a missing path among good ones" clean long.txt nowhere.txt
like 'regulator' "$(cat out)" "the good one is cleaned all the same"
mkdir -p loop/in
echo "$TEXT" >loop/in/a.txt
ln -s .. loop/in/up
ln -s self loop/self
fails 0 "a symlink loop: the rest is cleaned" clean --json loop
same 1 "$(wc -l <out)" "each file once"
like '^backfile clean: loop/in/up: a symlink loop' "$(err)" "the loop is named"
like '^backfile clean: loop/self: cannot be read: .*symbolic links' "$(err)" "a link to itself is named"
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("loop/sock")'
run clean loop
like 'loop/sock: neither a file nor a folder' "$(err)" "a socket is named"
fails 2 "a socket as PATH" clean loop/sock
echo "$TEXT" >secret.txt
mkdir closed
echo "$TEXT" >closed/a.txt
chmod 000 secret.txt closed
if [ -z "$PLAIN" ]; then
	skip "an unreadable file" "root may read everything"
	skip "an unreadable folder" "root may read everything"
else
	fails 2 "an unreadable file" plain backfile-indexer --clean secret.txt
	like 'secret.txt: .*Permission denied' "$(err)" "it is named"
	fails 2 "an unreadable folder" plain backfile-indexer --clean closed
	like 'closed: .*Permission denied' "$(err)" "it is named"
fi
chmod 755 closed

# --- use ---
fails 2 "no PATH" clean
like '^backfile clean: no PATH' "$(err)" "it is told"
fails 2 "an unknown option" clean --frobnicate x
like 'frobnicate' "$(err)" "it is named"
fails 2 "a bad zone" clean --zones some long.txt
fails 2 "--json and --text together" clean --json --text long.txt
ok "standard input" bash -c "echo '$TEXT' | backfile-indexer --clean --json -"
same '"-"' "$(jq -c .file out)" "its name is -"
ok "--url gives the address" clean --json --url https://news.example/a long.txt
same '"https://news.example/a"' "$(jq -c .url out)" "it is the article's"
ok "--help" clean --help
like 'Usage: backfile clean' "$(cat out)" "it shows the use"
if [ -w /dev/full ]; then
	fails 2 "a full disk" bash -c 'backfile-indexer --clean --json long.txt >/dev/full'
	like 'standard output: writing failed' "$(err)" "it is told"
fi
done_testing
