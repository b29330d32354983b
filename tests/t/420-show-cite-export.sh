#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# backfile show, cite, export, stats, check, explain.
. "$(dirname "$0")/../test-lib.sh"
F=$ROOT/tests/data/query
export BACKFILE_INDEX=$SANDBOX/archive

ok "the fixtures are indexed" backfile index "$F/harbour.jsonl" "$F/page.html" || { done_testing; exit; }
id=$(backfile search -l -n 1 'withdrawn cranes tender')
undated=$(backfile search -l -n 1 'modems guide')

# --- show ---
ok "show prints an article" backfile show "$id"
same "Port authority drops remote-controlled cranes" "$(head -n 1 out)" "title first"
like '^By Ada Bell$' "$(cat out)" "with its author"
like '^The Harbour Ledger · 2024-09-20 \(record' "$(cat out)" "publication, date and where that comes from"
like '^  1  The port authority has withdrawn' "$(cat out)" "numbered paragraphs"
like '^  4  The harbour board meets' "$(cat out)" "all of them"
cp out shown
ok "within 80 columns" test "$(wc -L <shown)" -le 80
backfile show "$id#p2" >out
like '^  2  A security review found' "$(cat out)" "#p2 shows that paragraph"
unlike '^  1  ' "$(cat out)" "and no other"
fails 1 "a paragraph that is not there leaves with 1" backfile show "$id#p99"
like "no paragraph 99" "$(cat err)" "and is named"
fails 1 "an article that is not there leaves with 1" backfile show a:00000000000000000000
like 'a:0{20}' "$(cat err)" "and is named"
ok "several keys are shown one after the other" backfile show "$id" "$undated"
like '^Cranes and their modems' "$(cat out)" "the second too"
page=$(backfile search -l -n 1 lighthouse)
unlike 'dirigible' "$(backfile show "$page")" "a teaser is not part of the article"
like '\[teaser\] • A dirigible over the bay' "$(backfile show --zones all "$page")" "--zones all shows it by name"
for w in 40 200; do
	ok "COLUMNS=$w is kept" test "$(COLUMNS=$w backfile show "$id" | wc -L)" -le "$w"
done

# --- cite ---
for style in chicago apa mla bibtex ris csl-json; do
	ok "cite --style $style" backfile cite --style "$style" "$id"
	like 'Port authority drops' "$(cat out)" "names the title in $style"
	like '2024' "$(cat out)" "and the year in $style"
	ok "cite --style $style without a date" backfile cite --style "$style" "$undated"
	unlike '20[0-9][0-9]' "$(cat out)" "invents no year in $style"
done
like 'n\.d\.' "$(backfile cite --style apa "$undated")" "APA says n.d."
same "$(backfile cite "$id")" "$(backfile cite --style chicago "$id")" "chicago is the default"
like 'par\. 2' "$(backfile cite "$id#p2")" "a passage is cited by paragraph"
same 1 "$(backfile cite "$id#p2" | wc -l)" "on one line"
same 2 "$(backfile cite "$id" "$undated" | wc -l)" "several keys, a line each"
like '^@' "$(backfile cite --style bibtex "$id")" "BibTeX is an entry"
like '^TY  - NEWS' "$(backfile cite --style ris "$id")" "RIS is a newspaper record"
like '^ER  -' "$(backfile cite --style ris "$id" | tail -n 1)" "with its end"
fails 1 "an article that is not there leaves with 1" backfile cite a:00000000000000000000
fails 2 "a style that is not known is named" backfile cite --style vancouver "$id"

# --- export ---
n=$(backfile search -c cranes)
fails 2 "export asks for a format" backfile export cranes
ok "export --format ris" backfile export --format ris cranes
same "$n" "$(grep -c '^TY  - ' out)" "has a record for each hit"
same "$n" "$(grep -c '^ER  -' out)" "each with its end"
ok "export --format bibtex" backfile export --format bibtex cranes
same "$n" "$(grep -c '^@' out)" "has an entry for each hit"
same "$n" "$(grep '^@' out | sort -u | wc -l)" "each with a key of its own"
ok "export --format csv" backfile export --format csv cranes
like '^key,source_id,title,' "$(head -n 1 out)" "has a head"
same "$((n + 1))" "$(wc -l <out)" "and a line for each hit"
ok "export --format csv of a formula" backfile export --format csv tram
like ",\"'=SUM\(trams\), \"\"the formula\"\"" "$(cat out)" "makes it text"
same 1 "$(backfile export -n 1 --format csv cranes | tail -n +2 | wc -l)" "-n bounds an export"
fails 1 "an export of nothing leaves with 1" backfile export --format ris zeppelin
same "" "$(cat out)" "and is empty"
if command -v jq >/dev/null; then
	ok "export --format jsonl is an object a line" bash -c "backfile export --format jsonl cranes | jq -es 'length == $n'"
	ok "export --format csl-json is one list" bash -c "backfile export --format csl-json cranes | jq -e 'length == $n and all(.type == \"article-newspaper\")'"
	same "[]" "$(backfile export --format csl-json zeppelin)" "an empty one when there is nothing"
	ok "cite --style csl-json is JSON" bash -c "backfile cite --style csl-json $id | jq -e ."
	ok "show --json is JSON" bash -c "backfile show --json $id | jq -e '.id == \"$id\"'"
	ok "cite --json is JSON" bash -c "backfile cite --json $id | jq -e ."
	ok "stats --json is JSON" bash -c "backfile stats --json | jq -e ."
	ok "explain --json is JSON" bash -c "backfile explain --json 'cranes OR tram' | jq -e ."
else
	skip "JSON of export, show, cite, stats and explain" "jq is not installed"
fi
if command -v python3 >/dev/null; then
	same "$((n + 1)) 14" "$(backfile export --format csv cranes | python3 -c 'import csv, sys
rows = list(csv.reader(sys.stdin)); print(len(rows), *{len(r) for r in rows})')" "CSV is read by others"
fi

# --- stats, check, explain ---
ok "stats tells what the archive holds" backfile stats
like '^ *articles +7$' "$(cat out)" "the number of articles"
# Xapian's own check frees a table by the size of its base: a fault of libxapian
# 1.4 that ASan would end the program for (libxapian-c/README.md)
ok "check finds the archive sound" env "ASAN_OPTIONS=${ASAN_OPTIONS:-}:new_delete_type_mismatch=0" backfile check
ok "explain says how a query is read" backfile explain 'cranes (court OR tender)'
like 'cranes' "$(cat out)" "by its words"
ok "explain with a hit says why" backfile explain 'cranes tender' "$id"
like 'score' "$(cat out)" "with its score"
fails 1 "explain with an article that is no hit leaves with 1" backfile explain zeppelin "$id"
fails 1 "explain with two words that are two operands" backfile explain cranes tender
like "'tender' is the id of none of the first .* quotation marks" "$(cat err)" "says what it took the second for"
printf '{"title":"A"}\nnonsense\n{"title":"B","text":"Some text."}\n' >bad.jsonl
printf '\177ELF\001' >bad.bin
backfile index --index aside bad.jsonl bad.bin >/dev/null 2>&1
same "aside: sound, 1 article" "$(backfile check --index aside)" "one is no plural"
backfile stats --index aside >out
like '^  .*/bad\.bin: ' "$(cat out)" "a file that was set aside has one line"
like 'bad\.jsonl: 2 records, the first: no "text"' "$(tr -s '\n ' ' ' <out)" "and a file with more says how many"
like '^publishers +-$' "$(cat out)" "what there is none of is a dash"

# --- hostile text ---
prank=$(backfile search -l -n 1 prank)
for c in "show $prank" "cite $prank" "cite --style bibtex $prank" "cite --style csl-json $prank" \
	"export --format csv prank" "export --format jsonl prank" "export --format ris prank" \
	"show --json $prank" "stats" "explain prank"; do
	# shellcheck disable=SC2086
	same "" "$(backfile $c | LC_ALL=C.UTF-8 grep -nP '[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}]')" "no control character in ${c/$prank/ID}"
done

done_testing
