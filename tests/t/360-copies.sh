#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Copies of one story: found, counted, collapsed on request, stable under any
# order; settled by the next run when one was killed before.
. "$(dirname "$0")/../test-lib.sh"

ix() { backfile-indexer --json --index "$@"; }
stories() { sed 's/.*"stories":\([0-9]*\).*/\1/' out; }
digest() { backfile-indexer --check --json --index "$1" | sed 's/.*"digest":"\([0-9a-f]*\)".*/\1/'; }
search() { backfile search --no-daemon --index archive "$@"; }

# text SEED WORDS [EVERY]: words of a fixed sequence, every EVERY-th another one
text() {
	awk -v seed="$1" -v n="$2" -v every="${3:-0}" 'BEGIN {
		for (i = 1; i <= n; i++) {
			w = (i * i * 7 + i * seed * 31 + seed * 1009) % 4999
			printf("%s%s%d", (i > 1 ? " " : ""), (every && i % every == 0 ? "other" : "word"), w)
		}
		print "."
	}'
}
article() { # id title date text
	printf '{"id":"%s","title":"%s","source":"%s","date":"%s","text":"%s"}\n' "$1" "$2" "Paper $1" "$3" "$4"
}

mkdir in
article a "The tariff on chips" 2024-05-01 "$(text 1 300)" >in/1.jsonl
article b "Chips dearer" 2024-05-02 "$(text 1 300 25)" >in/2.jsonl
article c "A tariff" 2024-05-03 "$(text 1 200)" >in/3.jsonl
article d "Something else" 2024-05-02 "$(text 2 300)" >in/4.jsonl
article e "Years later" 2031-05-02 "$(text 1 300 25)." >in/5.jsonl
article f "Years later, much edited" 2031-05-02 "$(text 1 300 12)" >in/6.jsonl

ok "a first run" ix archive in
same 3 "$(stories)" "finds three stories in six articles"
want=$(digest archive)
ok "a second run" ix archive in
like '"copies":null' "$(cat out)" "has nothing to compare"
same "$want" "$(digest archive)" "and changes nothing"

ok "a query" search --json tariff
like '"total":\{"articles":2,"stories":1,"relation":"exact"\}' "$(tr -d ' \n' <out)" \
	"counts stories beside articles"
ok "a query that every article has" search --json 'NOT nothing'
like '"total":\{"articles":6,"stories":3,' "$(tr -d ' \n' <out)" "counts them without words too"

mkdir reversed
i=9
for f in in/*.jsonl; do cp "$f" "reversed/$i.jsonl"; i=$((i - 1)); done
ids() { # archive: the stories, by source ids
	for id in a b c d e f; do
		backfile show --no-daemon --json --copies --index "$1" "$id" |
			tr -d ' \n' | grep -o '"source_id":"[a-f]"' | cut -d'"' -f4 | sort | paste -sd ' '
	done
}
ids archive >want
for jobs in 1 2 4; do
	backfile-indexer --quiet --jobs "$jobs" --index "jobs$jobs" in
	same "$want" "$(digest "jobs$jobs")" "the same clusters with --jobs $jobs"
done
backfile-indexer --quiet --index backwards reversed
ids backwards >got
same "$(cat want)" "$(cat got)" "the same stories when the files come in another order"
mkdir one
for f in in/*.jsonl; do
	cp "$f" one
	backfile-indexer --quiet --index steps one
done
ids steps >got
same "$(cat want)" "$(cat got)" "the same stories when the files come one by one"

# a member goes: what is left is keyed anew
mkdir gone
cp in/*.jsonl gone
backfile-indexer --quiet --index pruned gone
rm gone/1.jsonl
ok "--prune of a member" ix pruned --prune gone
backfile-indexer --quiet --index fresh gone
same "$(ids fresh 2>/dev/null)" "$(ids pruned 2>/dev/null)" "leaves the stories that a fresh archive has"
rm gone/3.jsonl gone/2.jsonl gone/5.jsonl
ok "--prune of all but one" ix pruned --prune gone
same 2 "$(stories)" "leaves every article a story of its own"

# killed before or while copies are looked for: pending, and completed by the next
mkdir many
for i in $(seq 1 60); do
	for k in 1 2 3; do article "m$i-$k" "Number $i" 2024-05-0$k "$(text $((i * 13)) 150 $((k * 40)))"; done
done >many/a.jsonl
backfile-indexer --quiet --index whole many
want=$(digest whole)
bad=0
for ms in 20 40 60 80 100 120 150 180; do
	rm -rf killed killed.compact
	BACKFILE_COMMIT_EVERY=20 backfile-indexer --quiet --index killed many &
	pid=$!
	sleep "$(awk -v ms="$ms" 'BEGIN { print ms / 1000 }')"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	backfile-indexer --quiet --index killed many || bad=$((bad + 1))
	[ "$(digest killed)" = "$want" ] || bad=$((bad + 1))
done 2>/dev/null
same 0 "$bad" "killed at eight moments, the next run settles the same clusters"

# the wire stories of the sample
backfile-indexer --quiet --index sample "$ROOT/corpus/sample"
for id in cw-20240620-01 cw-20240805-03; do
	ok "the copies of $id" backfile show --no-daemon --index sample --copies "$id"
	like '^4 articles are one story' "$(cat out)" "are four with it"
	like '^first ' "$(cat out)" "and the first is told"
done
ok "a collapsed search" backfile search --no-daemon --index sample --collapse near -n 50 kaspersky
like ' \+3.*copies$' "$(cat out)" "tells what it left out"
unlike '^ *copies' "$(cat out)" "in one piece"
like '12 articles in 9 stories' "$(cat out)" "and counts both"
unlike 'next:' "$(cat out)" "and has no further page"
backfile search --no-daemon --index sample --collapse near -n 9 kaspersky >out
unlike 'next:' "$(cat out)" "nor has a full page of all the stories"
backfile search --no-daemon --index sample --collapse near -n 8 kaspersky >out
like 'next: --offset 8' "$(cat out)" "but one of all but one"
same 9 "$(backfile search --no-daemon --index sample --collapse near -l -n 50 kaspersky | wc -l)" "shows one of each story"
same 11 "$(backfile search --no-daemon --index sample --collapse exact -l -n 50 kaspersky | wc -l)" "or one of each text"
same 12 "$(backfile search --no-daemon --index sample -l -n 50 kaspersky | wc -l)" "or all, when not asked"
same 12 "$(backfile search --no-daemon --index sample --collapse off -l -n 50 kaspersky | wc -l)" "or --collapse off"
for tool in kwic timeline facets; do
	ok "$tool" backfile $tool --no-daemon --index sample kaspersky
	like '12 articles in 9 stories' "$(cat out)" "$tool counts both"
	same 9 "$(backfile $tool --no-daemon --index sample --json kaspersky | jq .total.stories)" "$tool in JSON, too"
done
backfile timeline --no-daemon --index sample --by month kaspersky >out
like '^ +articles  stories     share$' "$(cat out)" "a timeline has a column of stories"
like '^2024-06 +7 +4 +87' "$(cat out)" "and counts both"
backfile facets --no-daemon --index sample --facets author kaspersky >out
like '^unknown +6 +3$' "$(cat out)" "facets, too"
like '^author,,6,3$' "$(backfile facets --no-daemon --index sample --csv --facets author kaspersky)" "and their CSV"
unlike 'stories' "$(backfile timeline --no-daemon --index sample drone)" "nothing is said where there are no copies"
ok "explain" backfile explain --no-daemon --index sample 'kaspersky bna'
like '^articles  stories  part$' "$(cat out)" "explain has a column of stories"
like '^ +12 +9  kaspersky' "$(cat out)" "counts both for a part"
like '^ +12 +9  without bna' "$(cat out)" "and without one"
like 'without bna there are 12 in 9 stories' "$(cat out)" "and the advice says both"
parse() { backfile explain --no-daemon --json --index sample "$1"; }
same '[12,9]' "$(parse 'kaspersky' | jq -c '.parts[0] | [.articles,.stories]')" "a part that postings decide"
same '[12,9]' "$(parse '=kaspersky' | jq -c '.parts[0] | [.articles,.stories]')" "a part that words in the text decide"
same '[12,9]' "$(parse 'kaspersky' | jq -c '.doctor | [.articles,.stories]')" "the doctor"
ok "explain without copies" backfile explain --no-daemon --index sample 'drone'
like '^articles  part$' "$(cat out)" "no column where every article is a story"
ok "terms" backfile terms --no-daemon --index sample ban
like "^articles  stories  word$" "$(cat out)" "terms has a column of stories"
like "^ +11 +8  ban$" "$(cat out)" "counts both for a form"
like "stem ban 11 in 8$" "$(cat out)" "and for a stem"
ok "terms as CSV" backfile terms --no-daemon --csv --index sample kasp
same "form,articles,stories kaspersky,12,9 kasperskysoftware,1,1" "$(paste -sd ' ' <out)" "counts both"
ok "check" backfile check --index sample
same "sample: sound, 76 articles in 70 stories" "$(cat out)" "check counts both"
same 70 "$(backfile check --json --index sample | jq .stories)" "check in JSON, too"
fails 2 "another word" backfile search --no-daemon --index sample --collapse far kaspersky
ok "stats" backfile stats --no-daemon --json --index sample
like '"stories": ?70' "$(cat out)" "count the stories of the archive"
fails 1 "the copies of nothing" backfile show --no-daemon --index sample --copies a:00000000000000000000

if [ -n "$DATA" ]; then
	backfile-indexer --json --index seeds "$DATA"/seeds/*.txt >out
	same 2 "$(stories)" "two articles on one event are two stories"
else
	skip "two articles on one event are two stories" "no measuring data"
fi
done_testing
