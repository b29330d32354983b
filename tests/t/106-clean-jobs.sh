#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `backfile clean --jobs`: the same bytes with one worker and with many, what is
# said included, and a worker that dies costs the record it was at.
. "$(dirname "$0")/../test-lib.sh"

mkdir pages
for i in $(seq 40); do
	printf 'Ferry %d sold to the islands\n\n%s\n\n%s\n' "$i" \
		"The ferry company sold its vessel number $i to the council of the islands on Monday for an undisclosed sum." \
		"The council said that vessel $i would sail twice a day, in winter as in summer, and carry mail." \
		>"pages/$i.txt"
	printf '{"id":"%d","title":"Mail %d","text":"Mail for island %d was late again this week."}\n{"text": 1}\n' \
		"$i" "$i" "$i" >>pages/feed.jsonl
done
for how in --json --text "--json --zones all"; do
	# shellcheck disable=SC2086
	backfile-indexer --clean $how --jobs 1 pages nosuch >one 2>one.err
	one=$?
	for n in 2 7; do
		# shellcheck disable=SC2086
		backfile-indexer --clean $how --jobs $n pages nosuch >many 2>many.err
		same "$one" "$?" "$how, $n workers: the status is that of one"
		ok "the bytes are those of one" cmp one many
		ok "what is said is what one says" cmp one.err many.err
	done
done
same 80 "$(wc -l <many)" "every article is there"
ok "what was set aside is named" grep -q 'pages/feed.jsonl: line 2: ' one.err

fails 2 "no worker at all" backfile-indexer --clean --jobs 0 pages

# a stopped worker is surely at its first record when it is killed
mkfifo feed
backfile-indexer --clean --json --jobs 1 - <feed >left 2>left.err &
parent=$!
exec 7>feed
worker=
for _ in $(seq 100); do
	worker=$(cat /proc/$parent/task/$parent/children 2>/dev/null | tr -d ' ')
	[ -n "$worker" ] && break
	sleep 0.05
done
if [ -n "$worker" ]; then
	kill -STOP "$worker"
	head -n 6 pages/feed.jsonl | grep -v '"text": 1' >&7
	exec 7>&-
	sleep 1
	kill -KILL "$worker"
	wait "$parent"
	same 0 "$?" "a worker died: the others' records are cleaned"
	same "Mail 2 Mail 3" "$(jq -r .title left | xargs)" "one record is lost"
	ok "it is named" grep -q '^backfile clean: standard input: line 1: the worker died of signal 9' left.err
else
	exec 7>&-
	wait "$parent"
	skip "a worker that dies" "no /proc/PID/task/PID/children here"
fi
done_testing
