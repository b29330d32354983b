#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# backfile batch: the TREC run of a file of topics.
. "$(dirname "$0")/../test-lib.sh"
F=$ROOT/tests/data/query
export BACKFILE_INDEX=$SANDBOX/archive

ok "the fixtures are indexed" backfile index "$F/harbour.jsonl" "$F/page.html" || { done_testing; exit; }

ok "good topics leave with 0" backfile batch --format trec "$F/topics.tsv"
same "" "$(cat err)" "and nothing is said"
same "" "$(grep -vE '^T[0-9] Q0 [^ ]+ [0-9]+ -?[0-9]+\.[0-9]{6} backfile$' out)" "each line has the six columns"
same "T1 T2" "$(cut -d' ' -f1 out | uniq | paste -sd' ')" "topics come in their order; one without hits has no line"
same "crane-1" "$(awk '$1 == "T1" { print $3 }' out | grep -o crane-1)" "documents are named by their source's id"
same "" "$(awk '$1 == t && $4 != r + 1 { print } { t = $1; r = $4 }' out)" "ranks count from 1"
same "" "$(awk '$1 == t && $5 >= s { print } { t = $1; s = $5 }' out)" "scores fall strictly"
same "$(cat out)" "$(backfile batch - <"$F/topics.tsv")" "- is standard input"
ok "any of the words is enough" test "$(grep -c '^T1 ' out)" -ge 3
same "mine" "$(backfile batch --tag mine "$F/topics.tsv" | cut -d' ' -f6 | sort -u)" "--tag names the run"
same 2 "$(backfile batch -n 1 "$F/topics.tsv" | wc -l)" "-n bounds each topic"
same "$(printf 'x\tlighthouse OR (\n' | backfile batch -)" "$(printf 'x\tlighthouse or\n' | backfile batch -)" "operators are plain words"
id=$(backfile search -l lighthouse)
like "^x Q0 $id 1 " "$(printf 'x\tlighthouse\n' | backfile batch -)" "a page without a source's id goes by its own"

fails 2 "bad topics leave with 2" backfile batch "$F/topics-bad.tsv"
for line in '2: no tab' '3: no id' '4: a blank in the id' '5: no query' '7: not UTF-8'; do
	like "topics, line $line" "$(cat err)" "line ${line%%:*} is named"
done
same "T1 T4" "$(cut -d' ' -f1 out | uniq | paste -sd' ')" "the others are answered"
fails 1 "topics without any hit leave with 1" bash -c "printf 'x\tzeppelin\n' | backfile batch -"
ok "a last line without a line feed counts" bash -c "printf 'x\tlighthouse' | backfile batch -"
fails 2 "a query at the bound and one more: the second is named" bash -c '
	{ printf "a\t"; head -c 65536 /dev/zero | tr "\0" x; printf "\nb\t"; head -c 65537 /dev/zero | tr "\0" x; echo; } | backfile batch -'
like 'line 2: the query is too long' "$(cat err)" "by its line"
unlike 'line 1:' "$(cat err)" "and the first is not"
fails 2 "a file that is not there is named" backfile batch none.tsv
like 'none.tsv: No such file' "$(cat err)" "with the reason"
fails 1 "an empty file is no run" backfile batch /dev/null

# --- a table of counts ---
printf 'c\tcranes\nlighthouse OR (cranes w/3 tender)\n\nz z\t=zeppelin, "or" so\n' >terms
ok "queries as a table" backfile batch --format csv terms
same 'id,query,read,articles,stories,relation' "$(head -n 1 out)" "have a head"
same "c,cranes,cranes,$(backfile search -c cranes),$(backfile search -c cranes),exact" "$(sed -n 2p out)" "the counts of a search"
like "^2,lighthouse OR \(cranes w/3 tender\),\"ANY\(lighthouse, NEAR\(3, cranes, tender\)\)\",$(backfile search -c 'lighthouse OR (cranes w/3 tender)')," \
	"$(sed -n 3p out)" "operators are read; a line without an id has its number"
like '^z z,.*,0,0,exact$' "$(sed -n 4p out)" "no hit is a row, too"
fails 1 "no hit at all leaves with 1" bash -c "echo zeppelin | backfile batch --format csv -"
fails 2 "a query that cannot be read is named" bash -c 'printf "%s\n" "$(printf "(%.0s" $(seq 1 80))x" cranes | backfile batch --format csv -'
like 'line 1: ' "$(cat err)" "by its line"
like '^2,cranes,' "$(cat out)" "and the others are counted"

done_testing
