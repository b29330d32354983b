#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# kwic, timeline, facets, terms and what explain advises, on the command line.
. "$(dirname "$0")/../test-lib.sh"
export BACKFILE_INDEX=$SANDBOX/archive COLUMNS=80

ok "the sample can be indexed" backfile-indexer --index "$BACKFILE_INDEX" "$ROOT/corpus/sample"

# Every column of every line in at most COLUMNS columns.
narrow() {
	python3 -c '
import sys, unicodedata
for line in open(sys.argv[1], encoding="utf-8"):
    n = sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
            for c in line.rstrip("\n"))
    if n > int(sys.argv[2]): sys.exit(f"{n} columns: {line}")
    if line != line.rstrip() + "\n" and "--tails" in sys.argv: sys.exit(f"blanks at the end: {line!r}")
' "$@"
}

# --- kwic ---------------------------------------------------------------------

ok "kwic finds" backfile kwic kaspersky
like '\[Kaspersky[^]]*\].* a:[0-9a-z]{20}#p[0-9]+\.s[0-9]+$' "$(cat out)" "a line has the match and its key"
cp out shown
ok "no line is wider than the terminal" narrow shown 80
same 1 "$(grep -o '^ *[^[]*\[' shown | sed 's/\[$//' | python3 -c '
import sys
print(len({len(l.rstrip("\n")) for l in sys.stdin}))')" "the matches stand below each other"
key=$(grep -o 'a:[0-9a-z]*#p[0-9]*' shown | head -n 1)
ok "a key of a line can be shown" backfile show "$key"
key=$(grep -o 'a:[0-9a-z]*#p[0-9]*\.s[0-9]*' shown | head -n 1)
ok "and cited" backfile cite "$key"
n=$(backfile kwic --json --limit 1000 kaspersky | jq '.kwic | length')
same "$n" "$(backfile kwic --json --limit 1000 kaspersky | jq .lines.total)" "all lines are given when there is room"
same "$n" "$(backfile kwic --csv --limit 1000 kaspersky | tail -n +2 | wc -l)" "also as CSV"
same "key,left,match,right,title,publisher,published" "$(backfile kwic --csv kaspersky | head -n 1)" "with a heading"
same "$(backfile kwic --json --limit 1000 --sort 1R kaspersky | jq -c '[.kwic[] | .right]' | jq -c 'map(ascii_downcase | [scan("[a-z0-9]+")][0] // "")')" \
	"$(backfile kwic --json --limit 1000 --sort 1R kaspersky | jq -c '[.kwic[] | .right]' | jq -c 'map(ascii_downcase | [scan("[a-z0-9]+")][0] // "") | sort')" \
	"--sort 1R orders by the next word"
same "$(backfile kwic --json --limit 1000 ban | jq -r '.kwic[].id' | sort -u)" \
	"$(backfile search -l -n 1000 ban | sort -u)" "every hit of a search has a line"
same "$(backfile search --json --limit 1000 --passages 20 =kaspersky | jq '[.hits[].passages[] as $p | $p.marks[] | $p.text[.[0]:.[1]]] | unique | sort')" \
	"$(backfile kwic --json --limit 1000 =kaspersky | jq '[.kwic[].match] | unique | sort')" \
	"what search marks is what kwic lists"
same "2 2" "$(backfile kwic --json --limit 1 --width 2 maker | jq -r '"\(.kwic[0].left | length) \(.kwic[0].right | length)"')" \
	"--width counts characters"
n=$(backfile kwic --json --limit 1000 'kaspersky w/8 ban' | jq .lines.total)
same "$n" "$(backfile kwic --json --limit 1000 'kaspersky w/8 ban' | jq '[.kwic[].match | select(test("(?i)kaspersky.*ban|ban.*kaspersky"))] | length')" \
	"words near each other make one line, from the first to the last"
ok "not one for each of them" test "$n" -lt "$(backfile kwic --json --limit 1000 '(kaspersky w/8 ban) OR ban OR kaspersky' | jq .lines.total)"
same "$(backfile search --json -n 100 'kaspersky w/8 ban' | jq -r '.hits[].id' | sort)" \
	"$(backfile kwic --json --limit 1000 'kaspersky w/8 ban' | jq -r '.kwic[].id' | sort -u)" "each article has its line"
fails 1 "nothing found is exit status 1" backfile kwic zzyzx
fails 2 "a bad order is an error" backfile kwic --sort 1Q ban
like 'order is a list like' "$(cat err)" "that says what is right"
fails 2 "a width past its bound is one" backfile kwic --width 501 ban
fails 2 "csv and json together are one" backfile kwic --csv --json ban
COLUMNS=40 backfile kwic ban >shown
ok "a narrow terminal is respected" narrow shown 40

# --- timeline -----------------------------------------------------------------

total=$(backfile search -c ban)
for by in day week month year; do
	same "$total" "$(backfile timeline --by $by --json ban | jq '[.timeline[].articles] + [.undated.articles, .less_exact.articles] | add')" \
		"by $by the numbers add up to the total"
	same "$total" "$(backfile timeline --by $by --csv ban | tail -n +2 | awk -F, '{ n += $3 } END { print n }')" \
		"and as CSV by $by"
done
same "$(backfile search -c 'ban date:2024')" "$(backfile timeline --by year --json ban | jq '.timeline[] | select(.date == "2024").articles')" \
	"a year has what a search in it finds"
same "$(backfile search -c 'date:2024')" "$(backfile timeline --by year --json ban | jq '.timeline[] | select(.date == "2024").archive')" \
	"and the archive likewise"
backfile timeline --by month ban >plot
ok "the plot fits" narrow plot 80
like '█' "$(cat plot)" "and has bars"
backfile timeline --by year ban tiktok chips >plot
ok "three queries side by side fit" narrow plot 80 --tails
like '^ +ban +tiktok +chips$' "$(head -n 1 plot)" "and are named"
ok "a picture can be written" backfile timeline --svg out.svg --by year ban 'tiktok <ban>'
ok "it is well-formed XML" python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("out.svg")'
like 'tiktok &lt;ban&gt;' "$(cat out.svg)" "what was typed is escaped in it"
same "$(cat out.svg)" "$(backfile timeline --svg - --by year ban 'tiktok <ban>')" "also on standard output"
fails 2 "a picture that cannot be written is an error" backfile timeline --svg no/such/folder.svg ban
fails 1 "nothing found is exit status 1" backfile timeline zzyzx
fails 2 "no query is an error" backfile timeline
fails 2 "nine queries are too many" backfile timeline a b c d e f g h i
ok "eight are not" backfile timeline ban b c d e f g h

# --- facets -------------------------------------------------------------------

for facet in publication language section year month; do
	same "$total" "$(backfile facets --limit 1000 --facets $facet --json ban | jq ".facets.$facet | [.values[].articles] + [.unknown] | add")" \
		"facet $facet adds up to the total"
done
same "$(backfile facets --facets language --json kaspersky | jq '.facets.language.values[] | select(.value == "de").articles')" \
	"$(backfile search -c 'kaspersky lang:de')" "a value counts what a search for it finds"
same "$(backfile search -c 'ban site:"Harbor Ledger"')" \
	"$(backfile facets --facets publication --csv ban | sed -n 's/^publication,Harbor Ledger,\([0-9]*\),.*/\1/p')" "a publication too"
backfile facets ban >shown
ok "the tables fit" narrow shown 80
like '^[0-9]+ more$' "$(backfile facets --limit 1 ban)" "what is not listed is counted"
fails 2 "an unknown facet is an error" backfile facets --facets mood ban
fails 1 "nothing found is exit status 1" backfile facets zzyzx

fails 2 "--svg without its file" backfile timeline --svg ban
like 'svg took the first' "$(cat err)" "says where the query went"

# --- pages of a concordance ---
n=$(backfile kwic --json -n 1 ban | jq .lines.total)
like "^1 of $n lines in " "$(backfile kwic -n 1 ban)" "one line says which it is"
like "^1 to 2 of $n lines in " "$(backfile kwic -n 2 ban)" "so do several"
like "^$((n - 1)) to $n of $n lines in " "$(backfile kwic --offset $((n - 2)) ban)" "also at the end"
like "^$n lines in " "$(backfile kwic -n 1000 ban)" "all of them need not"
fails 1 "an offset past the end leaves with 1" backfile kwic --offset 1000 ban
like "^$n lines, none past this offset, in " "$(cat out)" "and says so"

# --- terms and advice -----------------------------------------------------------

for word in ban bans banned; do
	same "$(backfile search -c =$word)" "$(backfile terms --csv $word | sed -n "s/^$word,\([0-9]*\),.*/\1/p" | grep . || echo 0)" \
		"terms counts what =$word finds"
done
same "$(backfile terms --sort form --csv --limit 1000 'k*' | tail -n +2 | cut -d, -f1)" \
	"$(backfile terms --csv --limit 1000 k | tail -n +2 | cut -d, -f1 | LC_ALL=C sort)" "the two orders list the same words"
fails 1 "no such word is exit status 1" backfile terms zzyzx
fails 2 "two words are an error" backfile terms a b
like "did you mean 'kaspersky'" "$(backfile explain 'kasperksy ban')" "explain spells"
like 'without kasperksy there are' "$(backfile explain 'kasperksy ban')" "and names the part that is to blame"
printf '{"id":"u1","title":"One","text":"A universal service."}\n{"id":"u2","title":"Two","text":"The university closes."}\n' >u.jsonl
backfile-indexer --index "$SANDBOX/u" u.jsonl >/dev/null 2>&1
like "'universal' also finds 'university'; '=universal' finds" "$(backfile explain --index "$SANDBOX/u" universal | tr -s ' \n' ' ')" \
	"and tells what a stem merges"

like '^advice: no word of the archive is like zzx\*$' "$(backfile search 'zzx*')" "a wildcard that stands for nothing is told"
like '^advice: no word of the archive is like zzxq~1$' "$(backfile search 'ban zzxq~1')" "and so is a fuzzy word"
like 'without zzx\* there is 1$' "$(backfile explain --index "$SANDBOX/u" 'service zzx*')" "one is no plural"
fails 2 "strict reading points at what is wrong" backfile search --mode strict 'ban date:soon'
like '^backfile: not a date: soon$' "$(cat err)" "and does not say what it did not do"
fails 2 "no such field" backfile search --mode strict 'mood:grim'
like '^backfile: no such field: mood$' "$(cat err)" "likewise"

# --- hostile texts ---------------------------------------------------------------

printf '{"id":"x1","title":"=HYPERLINK(1)","source":"\\u001b]0;x\\u0007Evil, \\"Ltd\\"","author":"+1","text":"Before \\u001b[31m trap \\u009b behind"}\n' >x.jsonl
backfile-indexer --index "$SANDBOX/x" x.jsonl >/dev/null 2>&1
for c in "kwic trap" "kwic --csv trap" "facets trap" "facets --csv trap" "timeline trap" "terms tra"; do
	# shellcheck disable=SC2086
	backfile ${c%% *} --index "$SANDBOX/x" ${c#* } >shown 2>&1
	fails 1 "no control character comes out of $c" grep -qP '[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}]' shown
done
like "'=HYPERLINK" "$(backfile kwic --csv --index "$SANDBOX/x" trap)" "no formula comes out of CSV"
like '"Evil, ""Ltd"""|Evil, ""Ltd""' "$(backfile facets --csv --index "$SANDBOX/x" trap)" "and quotes are doubled"

# --- the same from the daemon ------------------------------------------------------

start_searchd "$BACKFILE_INDEX" --workers 1 || report 1 "the daemon starts"
unset BACKFILE_INDEX
for c in "kwic --sort 1L ban" "facets ban" "timeline --by year ban" "terms ban" "explain ban"; do
	# shellcheck disable=SC2086
	same "$(backfile ${c%% *} --json --index "$SANDBOX/archive" ${c#* } | sed 's/"took_ms":[0-9.]*//')" \
		"$(backfile ${c%% *} --json --socket "$SOCKET" ${c#* } | sed 's/"took_ms":[0-9.]*//')" "the daemon says the same to $c"
done
ok "a request can be posted" curl -sSf --unix-socket "$SOCKET" -H 'Content-Type: application/json' \
	-d '{"q":"ban","width":10}' http://x/v1/kwic
done_testing
