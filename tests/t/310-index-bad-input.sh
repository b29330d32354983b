#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Bad input is named, set aside, and costs nothing but itself.
. "$(dirname "$0")/../test-lib.sh"

ix() { backfile-indexer --index archive "$@"; }
field() { sed 's/.*"'"$1"'":\([^,}]*\).*/\1/' out; }
line() { printf '{"id":"%s","text":"A text about %s and its uses."}\n' "$1" "$1"; }

mkdir in
{
	line steel
	echo '{"id": "broken", "text": '
	line copper
	echo '{"id":"none","title":"No text at all"}'
	line tin
} >in/lines.jsonl
: >in/empty.html
printf '\177ELF\001\001\001\000\000\000\000\000\000\000\000\000\002\000\003\000' >in/program
printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\n' >in/paper.pdf
line lead | gzip >whole.gz
head -c $(($(wc -c <whole.gz) - 12)) whole.gz >in/cut.jsonl.gz
ok "a folder with bad input" ix --json in
same "$(printf '3 3')" "$(field added) $(field articles)" "the good lines around the bad ones are there" ||
	diag <out
cp out first.json
ix in >text 2>err
ok "once more, unchanged" ix --json in
same 0 "$(grep -c '"reason"' out)" "what was set aside is not tried again while its file is as it was"
rm -rf archive
ix in >text 2>err
like 'lines.jsonl: line 2: ' "$(cat text)" "a bad line is named by file and line"
like 'lines.jsonl: line 4: ' "$(cat text)" "so is a line without text"
like 'paper.pdf: .*PDF' "$(cat text)" "a kind that is not read is named"
like 'empty.html: .*empty' "$(cat text)" "an empty file is named"
like 'cut.jsonl.gz: ' "$(cat text)" "a truncated gzip is named"
like 'set aside:$' "$(cat text)" "and all are counted"

mkdir many
for i in $(seq 30); do echo 'no { json' >"many/$i.jsonl"; echo '{"id":1' >>"many/$i.jsonl"; done
: >many/x.html
for i in $(seq 30); do : >"many/e$i.txt"; done
backfile-indexer --index many.ix many >text
like 'and [0-9]+ more: ' "$(cat text)" "a long list ends with a number"
same 20 "$(grep -c '^  /' text)" "after the first twenty"
same 31 "$(backfile stats --no-daemon --json --index many.ix | grep -o '"reason":' | wc -l)" "and stats names every file"

ln -s . in/loop
ok "a symlink loop" ix --json in
rm in/loop
if [ -n "$PLAIN" ]; then
	line silver >in/secret.jsonl
	chmod 0 in/secret.jsonl
	ok "an unreadable file" plain backfile-indexer --index archive --json in
	like 'secret.jsonl.*Permission denied' "$(cat out)" "is named"
	fails 2 "an unreadable operand" plain backfile-indexer --index archive --json in/secret.jsonl
	chmod 644 in/secret.jsonl
	ok "once it can be read" ix --json in
	same 1 "$(field added)" "it is taken"
else
	skip "an unreadable file is named" "root reads everything"
fi

# deep nesting, 50 MB: something comes out or a reason does, within bounds
mkdir hostile
{
	printf '<html><body>'
	head -c 300000 /dev/zero | tr '\0' x | sed 's/x/<div>/g'
	printf '<p>Deep down there is one sentence that has quite a number of words in it.</p>'
} >hostile/deep.html
{
	echo '<html><body><article>'
	yes '<p>The same paragraph comes back again and again, as it does on pages without end.</p>' | head -c 50000000
} >hostile/long.html
ok "a deep page and one of 50 MB" backfile-indexer --json --index hostile.ix hostile
same 2 "$(field added)" "both give what can be had of them"
like 'long.html","offset":[0-9]*,"line":null,"reason":"[^"]*16 MiB' "$(cat out)" "and it is told that one was cut"
ok "and the archive is sound" backfile-indexer --check --index hostile.ix
done_testing
