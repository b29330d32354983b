#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Locks, versions, signals, kills, full disks: the archive stays what it was, and
# the message says what to do.
. "$(dirname "$0")/../test-lib.sh"

ix() { backfile-indexer --index archive "$@"; }
field() { sed 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/' "${2:-out}"; }
digest() { backfile-indexer --check --json --index "$1" >check.json && field digest check.json; }
articles() {
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++)
		printf "{\"id\":\"n%d\",\"title\":\"Note %d\",\"text\":\"The office wrote about case %d and %d others.\"}\n", i, i % 50, i % 97, i % 13 }'
}
running() { # a file is being written
	[ -e archive/writer.pid ]
}

mkdir in
articles 6000 >in/a.jsonl
backfile-indexer --quiet --index clean in
want=$(digest clean)

# a second writer
backfile-indexer --index archive --quiet in &
pid=$!
wait_for running
if kill -STOP "$pid" 2>/dev/null && [ -e archive/writer.pid ]; then
	fails 2 "a second writer" ix in
	like "archive: process $pid is writing to this archive" "$(cat err)" "is told who holds the lock"
	kill -CONT "$pid"
else
	skip "a second writer is told who holds the lock" "the first was too quick"
fi
wait "$pid"
same "$want" "$(digest archive)" "the first was not disturbed"

# interrupted
rm -rf archive
BACKFILE_COMMIT_EVERY=500 backfile-indexer --index archive in >out 2>err &
pid=$!
wait_for running
kill -INT "$pid"
wait "$pid"
st=$?
if [ "$st" -eq 2 ]; then
	like 'interrupted: [0-9]+ added' "$(cat err)" "an interrupt commits what is complete, and says so"
	ok "the archive is sound" backfile-indexer --check --index archive
else
	skip "an interrupt commits what is complete" "it was over before"
fi
ok "the next run completes it" ix --quiet in
same "$want" "$(digest archive)" "to the same content"

# killed at many moments
bad=0
for ms in 10 25 40 60 80 110 150 200 260 330; do
	rm -rf killed killed.compact
	BACKFILE_COMMIT_EVERY=400 backfile-indexer --quiet --index killed in &
	pid=$!
	sleep "$(awk -v ms="$ms" 'BEGIN { print ms / 1000 }')"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	if [ -e killed/iamglass ] && ! backfile-indexer --check --index killed >out 2>err; then
		diag <err
		bad=$((bad + 1))
	fi
	backfile-indexer --quiet --index killed in 2>err || { diag <err; bad=$((bad + 1)); }
	[ "$(digest killed)" = "$want" ] || bad=$((bad + 1))
done 2>/dev/null
same 0 "$bad" "killed at ten moments, it opens, is sound, and the next run completes it"

# no worker outlives its indexer
sleep 0.2
same "" "$(pgrep -f "index killed in" || true)" "no worker is left behind"

# a worker that dies costs one record
if [ -r /proc/self/stat ]; then
	rm -rf workers
	backfile-indexer --json --jobs 1 --index workers in >out 2>err &
	pid=$!
	wait_for test -e workers/writer.pid
	worker=$(pgrep -P "$pid" | head -n 1)
	[ -n "$worker" ] && kill -KILL "$worker" 2>/dev/null
	wait "$pid"
	same 0 "$?" "a killed worker does not end the run"
	n=$(sed 's/.*"count":\([0-9]*\).*/\1/' out)
	if [ "$n" -eq 1 ]; then
		like '"line":[0-9]+,"reason":"the worker died of signal 9' "$(cat out)" "its record is named by line"
		same 5999 "$(sed 's/.*"articles":\([0-9]*\).*/\1/' out)" "and is the only one missing"
	else
		same 0 "$n" "it was between two records"
	fi
fi

# places that are no archive
mkdir other
echo text >other/notes.txt
fails 2 "a folder of other things is refused" backfile-indexer --index other in
like "notes.txt" "$(cat err)" "and the message shows one"
fails 2 "a file is refused" backfile-indexer --index other/notes.txt in
like "not a folder" "$(cat err)" "and the message says so"
fails 2 "check of nothing" backfile-indexer --check --index nowhere
like "no archive there" "$(cat err)" "says that there is none"
ok "folders above are made" backfile-indexer --quiet --index new/deep/archive in

# damage
cp -r archive damaged
head -c 100000 /dev/zero | tr '\0' '\377' | dd of=damaged/docdata.glass bs=50000 seek=1 conv=notrunc 2>/dev/null
fails 2 "check of a damaged archive" backfile-indexer --check --index damaged
like "." "$(cat err)" "says what is damaged"

if [ -n "$PLAIN" ]; then
	chmod -R a-w archive
	articles 10 >in/b.jsonl
	fails 2 "a read-only archive" plain backfile-indexer --index archive in
	like "cannot be written to|Permission denied" "$(cat err)" "is told"
	chmod -R u+w archive
	rm in/b.jsonl
else
	skip "a read-only archive is told" "root writes everywhere"
fi

# a file size limit is a disk that is full for one file
rm -rf small
(ulimit -f 600; backfile-indexer --quiet --index small in) >out 2>err
same 2 "$?" "a full disk is status 2"
like "space|large|limit|cannot be written" "$(cat err)" "and the message says why"
[ -e small/iamglass ] && ok "what is there is sound" backfile-indexer --check --index small
ok "with room, the next run completes it" backfile-indexer --quiet --index small in
same "$want" "$(digest small)" "to the same content"

# watching
rm -rf watched w
mkdir w
articles 3 >w/a.jsonl
backfile-indexer --quiet --watch --index watched w &
pid=$!
T_PIDS="$T_PIDS $pid"
has() { [ "$(backfile-indexer --check --json --index watched 2>/dev/null | sed 's/.*"articles":\([0-9]*\).*/\1/')" = "$1" ]; }
ok "--watch indexes what is there" wait_for has 3
articles 5 >w/a.jsonl
ok "and what comes later" wait_for has 5
kill "$pid"
wait "$pid"
same 0 "$?" "and ends well when it is told to"
done_testing
