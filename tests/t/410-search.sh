#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# backfile search: output, options, exit status, widths and colour.
. "$(dirname "$0")/../test-lib.sh"
F=$ROOT/tests/data/query
export BACKFILE_INDEX=$SANDBOX/archive

ok "the fixtures are indexed" backfile index "$F/harbour.jsonl" "$F/page.html" || { done_testing; exit; }

# --- what is printed ---
ok "a query with hits leaves with 0" backfile search 'cranes tender'
like '^ 1  .*[Cc]rane' "$(cat out)" "hits are numbered, title first"
like '^    The Harbour Ledger · 2024-09-20 · a:[0-9a-z]{20}#p[0-9]+(\.s[0-9]+)?$' "$(cat out)" "then publication, date and key"
like '^    ¶1  .*\[cranes\].*' "$(cat out)" "then the passage with marks in brackets"
like '^[0-9]+ articles? · [0-9.]+ ms$' "$(cat out)" "and the totals"
unlike '^read:' "$(cat out)" "plain words are not read back"
same "" "$(cat err)" "nothing is on standard error"
backfile search '"security review"' >out
like '\[security review\]|\[security\] \[review\]' "$(cat out)" "a phrase is marked"
backfile search 'modems guide' >out
like '^    The Harbour Ledger · undated · a:' "$(cat out)" "no date prints as undated"
backfile search 'fourth tram' >out
like '^    The Harbour Ledger · 2023-05 · a:' "$(cat out)" "a month stays a month"
fails 1 "a query without hits leaves with 1" backfile search zeppelin
like '^no article · ' "$(cat out)" "and says so"
backfile search 'maker (court OR tram)' >out
like '^read: ' "$(cat out)" "a query with operators is read back"
fails 1 "a word that is only in a teaser finds nothing" backfile search dirigible
like '^not shown: 1 only in a teaser \(--zones all\)$' "$(cat out)" "but the answer says where it is"
ok "--zones all finds it" backfile search --zones all dirigible
ok "-- lets a word begin with a minus sign" backfile search -l -- cranes -court
same "2" "$(wc -l <out | tr -d ' ')" "and leaves those out"
ok "operands are one query" backfile search port authority drops
same "$(backfile search -l 'port authority drops')" "$(backfile search -l port authority drops)" "joined by blanks"


# --- a query that finds nothing is told why ---
fails 1 "a word spelled wrong finds nothing" backfile search cranse
like "^advice: no article has 'cranse'; did you mean 'cranes' " "$(cat out)" "but is told how it may be meant"
backfile search 'cranes zeppelin' >out
like "^advice: no article has 'zeppelin'" "$(cat out)" "so is a query of which only a part was found"
fails 1 "parts that never meet find nothing" backfile search 'dirigible w/3 cranes'
backfile search cranes >out
unlike "^advice:" "$(cat out)" "a query that finds all of it gets no advice"
same "false" "$(backfile search --json cranes | jq 'has("advice")')" "nor a key for it"

# --- passages of words near each other have all of the words ---
mkdir near
printf '%s\n' "Lighthouse keepers meet" "" \
	"The harbour office closed the north pier on Monday. Its keeper, who had served for thirty years and has seen four owners come and go, said that the lamp, the horn and the old radio would all go to the museum of the island before the winter, if anyone would carry them. A ferryman offered. The council has no plan for the pier itself, which is longer than the town needs and older than the town hall, and it will hear the owners before it decides whether stone or timber is to be used, or none at all. The lamp oil was sold." "" \
	"A bidder for the horn lives abroad and would not be named in this place." >near/keepers.txt
backfile index --quiet --index near.arch near
same "2" "$(backfile search --no-daemon --index near.arch --json 'ferryman w/6 council' | jq '.hits[0].passages[0].marks | length')" \
	"a passage has the sentences of both words"
same "1 2" "$(backfile search --no-daemon --index near.arch --json 'oil pre/6 bidder' | jq -r '[.hits[0].passages[].p] | join(" ")')" \
	"what stands in the next paragraph is a passage of its own"
same "1 1" "$(backfile search --no-daemon --index near.arch --json 'oil pre/6 bidder' | jq -r '[.hits[0].passages[].marks | length] | join(" ")')" \
	"each with its mark"

# --- -l, -c, --json, paging ---
same "0" "$(backfile search -c zeppelin)" "-c prints 0"
fails 1 "-c with none leaves with 1" backfile search -c zeppelin
n=$(backfile search -c cranes)
like '^[1-9]$' "$n" "-c prints a number alone"
same "$n" "$(backfile search -l cranes | wc -l)" "-l prints as many ids"
same "" "$(backfile search -l cranes | grep -v '^a:[0-9a-z]\{20\}$')" "and ids only"
same "1" "$(backfile search -l -n 1 cranes | wc -l)" "-n bounds them"
same "$(backfile search -l cranes | sed -n 2p)" "$(backfile search -l -n 1 --offset 1 cranes)" "--offset passes over"
backfile search -n 1 cranes >out
like "^1 of $n articles · .* · next: --offset 1$" "$(cat out)" "a page says where the next begins"
backfile search -n 1 --offset 1 cranes >out
like '^ 2  ' "$(cat out)" "and goes on counting"
next=$(backfile search --json -n 1 cranes | sed -n 's/.*"next":"\([^"]*\)".*/\1/p')
same "$(backfile search -l -n 1 --offset 1 cranes)" "$(backfile search -l -n 1 --cursor "$next" cranes)" "--cursor goes on behind a page"
backfile search -n 1 --cursor "$next" cranes >out
like '^ 2  ' "$(cat out)" "its hits are counted on"
like "^2 of $n articles · " "$(tr '\n' ' ' <out | sed 's/.* \(2 of\)/\1/')" "so are they in the totals"
like 'next: --cursor [A-Za-z0-9_-]+ *$' "$(tr '\n' ' ' <out | tr -s ' ')" "and the next page is by cursor, too"
third=$(tr '\n' ' ' <out | sed 's/.*--cursor *\([A-Za-z0-9_-]*\).*/\1/')
same "$(backfile search -l cranes | sed -n 3p)" "$(backfile search -l -n 1 --cursor "$third" cranes)" "which is the third"
fails 2 "a cursor is of one query" backfile search --cursor "$next" court
like 'the cursor is of another request' "$(cat err)" "and says so"
fails 1 "an offset past the end leaves with 1" backfile search --offset 50 cranes
like 'none past this offset' "$(cat out)" "and says so"
if command -v jq >/dev/null; then
	backfile search --json cranes >answer
	ok "--json is one JSON document" jq -es 'length == 1' answer
	same "$n" "$(jq .total.articles answer)" "with the totals"
	same "$(backfile search -l cranes)" "$(jq -r '.hits[].id' answer)" "and the same hits"
	ok "--json with no hit is JSON too" bash -c 'backfile search --json zeppelin | jq -e ".hits == []"'
	fails 1 "and leaves with 1" backfile search --json zeppelin
	same "true" "$(backfile search --json '"remote-controlled cranes"' | jq '[.hits[].passages[] | .text as $t | .marks[] | $t[.[0]:.[1]]] | length > 0')" \
		"marks lie within the text"
else
	skip "--json is one JSON document" "jq is not installed"
fi

# --- dates, order, passages, mode ---
same "crane-2" "$(backfile search --json --from 2024-10 cranes | sed -n 's/.*"source_id":"\(crane-[0-9]\)".*/\1/p')" "--from keeps what is younger"
unlike 'Tidewire' "$(backfile search --to 2024-09 cranes)" "--to keeps what is older"
fails 2 "a bad date is an error" backfile search --from yesterdayish cranes
like "yesterdayish" "$(cat err)" "that names it"
like '2024-10-02' "$(backfile search --sort date cranes | grep -m 1 ' · a:')" "--sort date puts the newest first"
like '2024-09-20' "$(backfile search --sort date-asc --from 2024 cranes | grep -m 1 ' · a:')" "--sort date-asc the oldest"
ok "--sort publication is known" backfile search --sort publication cranes
n1=$(backfile search -n 1 --passages 1 'cranes review port' | grep -c '¶')
n3=$(backfile search -n 1 --passages 3 'cranes review port' | grep -c '¶')
same 1 "$n1" "one passage is shown"
ok "--passages shows more" test "$n3" -gt 1
fails 2 "--mode strict refuses what lenient reads" backfile search --mode strict 'cranes AND ('
like '^  cranes AND \(' "$(cat err)" "shows the query"
like '^ +\^$' "$(cat err)" "with a caret under the place"
ok "lenient reads it" backfile search 'cranes AND ('
ok "a stray apostrophe and quote are read" backfile search "cranes' \"review"
fails 2 "an unknown zone is an error" backfile search --zones sidebar cranes
like 'sidebar' "$(cat err)" "that names it"

# --- width and colour ---
for w in 40 80 200; do
	got=$(COLUMNS=$w backfile search --passages 3 'cranes OR クレーン OR 港湾局' | wc -L)
	ok "no line is wider than COLUMNS=$w ($got)" test "$got" -le "$w" -a "$got" -gt 30
done
same "$(COLUMNS=80 backfile search cranes | sed 's/[0-9.]* ms//')" \
	"$(env -u COLUMNS backfile search cranes | sed 's/[0-9.]* ms//')" "80 columns is the default"
same "$(COLUMNS=80 backfile search cranes | sed 's/[0-9.]* ms//')" \
	"$(COLUMNS=wide backfile search cranes | sed 's/[0-9.]* ms//')" "a COLUMNS that is no number is passed over"
esc=$(printf '\033')
unlike "$esc" "$(env -u NO_COLOR backfile search cranes)" "there is no colour in a pipe"
if script -qec true /dev/null >/dev/null 2>&1; then
	on_tty() { script -qec "env TERM=xterm COLUMNS=80 $1" /dev/null; }
	like "$esc\[1;31mcranes$esc\[0m" "$(unset NO_COLOR; on_tty 'backfile search cranes')" "on a terminal marks are red"
	unlike '\[cranes\]' "$(unset NO_COLOR; on_tty 'backfile search cranes')" "and not in brackets"
	unlike "$esc" "$(on_tty 'env NO_COLOR=1 backfile search cranes')" "NO_COLOR is respected"
	like "$esc" "$(unset NO_COLOR; on_tty 'env NO_COLOR= backfile search cranes')" "an empty NO_COLOR is none"
	unlike "$esc" "$(unset NO_COLOR; on_tty 'env TERM=dumb backfile search cranes')" "a dumb terminal gets no colour"
else
	skip "on a terminal marks are red" "no script(1) or no terminals here"
fi

# --- hostile text, hostile queries ---
backfile search --passages 3 prank >out
same "" "$(LC_ALL=C.UTF-8 grep -nP '[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}]' out)" "no control character of a page is printed"
like 'Prank' "$(cat out)" "but the page is found"
esc_query=$(printf 'zeppelin\033[31m\302\2332J')
run backfile search "$esc_query"
same "" "$(cat out err | LC_ALL=C.UTF-8 grep -nP '[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}]')" "nor one of the query"
ok "a query that is not UTF-8 is answered or refused" bash -c 'backfile search "$(printf "cranes\377\376")"; [ $? -le 2 ]'
big=$(head -c 100000 /dev/zero | tr '\0' 'x')
fails 2 "a query of 100,000 characters is refused" backfile search "$big"
same "backfile: the query is longer than 65536 bytes" "$(cat err)" "with the bound"
fails 1 "one of 65,536 is answered" backfile search "${big:0:65536}"
ok "shortly" test "$(cat out err | wc -c)" -lt 200000
fails 2 "one of 65,537 is not" backfile search "${big:0:65537}"
words=$(yes crane | head -n 20000 | tr '\n' ' ')
run backfile search "$words"
st=$?
ok "so is one of 20,000 words (exit $st)" test "$st" -le 2

# --- a word of every article, many articles, gaps between their numbers ---
mkdir many
awk 'BEGIN { for (i = 1; i <= 4000; i++) printf("{\"id\":\"n%d\",\"title\":\"Note %d\",\"source\":\"The Lantern\"," \
	"\"date\":\"2024-01-%02d\",\"text\":\"Report number%d is out%s.\"}\n", i, i, 1 + i % 28, i, i % 8 ? "" : " again") \
	> ("many/" (i % 10 ? "a" : "b") ".jsonl") }'
backfile index --index gaps --quiet many
rm many/b.jsonl
ok "articles are taken out" backfile index --index gaps --quiet --prune many
for q in site:lantern 'site:lantern OR again' 'report OR =again' '=again OR site:lantern' 'NOT (site:lantern "is again")'; do
	for sort in relevance date date-asc publication; do
		backfile search --index gaps --sort "$sort" --json -n 1 "$q" >out 2>err
		same 3600 "$(jq .total.articles out)" "$q by $sort"
	done
	same 3600 "$(backfile timeline --index gaps --json "$q" | jq .total.articles)" "$q over time"
	same 3600 "$(backfile explain --index gaps --json "$q" | jq .parts[0].articles)" "$q explained"
done
like '"id"' "$(backfile search --index gaps --collapse near --sort date -n 1 --json site:lantern)" "collapsed, too"

# --- sites, in whatever form their address comes ---
printf '{"id":"w","title":"One","url":"https://me@www.Example.org:8443/a?b#c","text":"Some text."}\n' >site.jsonl
backfile index --index site --quiet site.jsonl
for q in site:example.org site:www.example.org site:https://www.example.org/x site:example.org/x url:example.org \
	url:https://www.example.org/a 'url:"https://EXAMPLE.org:8443/a?b"' url:www.example.org; do
	same 1 "$(backfile search --index site -c "$q" 2>/dev/null)" "$q finds it"
done
same 0 "$(backfile search --index site -c site:other.org)" "another does not"

# --- days that texts speak of ---
for y in 2019 2024; do
	printf '{"id":"d%s","title":"Rule","date":"%s-06-20","text":"It ends on September 29, says the court."}\n' $y $y
	printf '{"id":"e%s","title":"Rule","date":"%s-12-20","text":"It began on Feb. 3 in parts."}\n' $y $y
done >days.jsonl
printf '{"id":"y","title":"Rule","date":"2024-06-20","text":"It ends on September 29, 2030, says the court."}\n' >>days.jsonl
printf '{"id":"u","title":"Rule","text":"It ends on September 29, says the court."}\n' >>days.jsonl
backfile index --index days --quiet days.jsonl
found() { backfile search --index days --json "$1" | jq -r '[.hits[].source_id] | sort | join(" ")'; }
same d2024 "$(found mentions:2024-09-29)" "a day without a year is of the year that is nearest"
same d2019 "$(found mentions:2019-09)" "so it is in a month"
same e2024 "$(found mentions:2025-02-01..2025-02-05)" "which may be the next one"
same "d2019 e2019" "$(found mentions:2019-09..2020-02)" "several months, over the end of a year"
same "d2019 d2024" "$(found mentions:2019-09..2024-09)" "also with whole years between"
same "d2024 e2024" "$(found mentions:2024-09-29..2025-02-03)" "and with days before and behind"
same y "$(found mentions:2029-12-30..2031-11-01)" "a year is one of a long range, too"
same y "$(found mentions:2030-09-29)" "a year behind it decides"
same "" "$(found mentions:2029-09-29)" "nothing is found where nothing is meant"
like '\[September 29\]' "$(backfile kwic --index days mentions:2024-09-29)" "and the day is marked"
like 'note: mentions: takes .* left out: soon$' "$(backfile search --index days 'mentions:soon rule' | tr '\n' ' ' | sed 's/ \{2,\}/ /g; s/soon.*/soon/')" "what is no day is told"
like 'at most 24' "$(backfile search --index days 'mentions:1900..2024 rule')" "and what is too wide"
same 1 "$(backfile explain --index days --json mentions:2024-09-29 | jq '.parts | length')" "it is one part of the query"
like '^note: no such field; read as words: weight$' "$(backfile search --index days 'weight>5 rule')" "a field that there is not is told where it is compared, too"

# --- amounts ---
awk 'BEGIN { for (i = 1; i <= 4200; i++) printf("{\"id\":\"m%d\",\"title\":\"Deal %d\",\"text\":\"It paid $%d.%d billion.\"}\n", i, i, i, i % 7) }' >money.jsonl
backfile index --index money --quiet money.jsonl
same 10 "$(backfile search --index money -c 'money:$10b..$20b')" "amounts between two ends are counted"
like '\[\$15.1 billion\]' "$(backfile kwic --index money 'money:$15b..$16b')" "and marked"
fails 2 "a range of too many words is refused where reading is strict" backfile search --mode strict --index money 'money>$1b'
like 'more than 4096 forms' "$(cat err)" "and says so"
like '4096' "$(backfile search --index money -c 'money>$1b')" "else the first are searched"

same 2 "$(backfile search --index days -c '(ends (date:2019 OR date:2024)) w/5 september NOT 2030')" \
	"dates in an OR are a condition as one date is"

# --- who said what, and what it is about ---
cat >said.jsonl <<'EOF'
{"id":"a","title":"Rule","tags":["Trade Policy","Chips"],"text":"The rule is “sad and difficult”, said Jane Doe.\nRoe told reporters it would end."}
{"id":"b","title":"Rule","keywords":"trade, steel","text":"The rule is sad and difficult, a person told Doe. “Doe said so,” the minister wrote."}
EOF
backfile index --index said --quiet said.jsonl
found() { backfile search --index said --json "$1" | jq -r '[.hits[].source_id] | sort | join(" ")'; }
same a "$(found 'quote:"sad and difficult"')" "words in quotation marks are found"
same b "$(found 'unquoted:"sad and difficult"')" "and those outside of them"
same a "$(found 'said:doe')" "who speaks is told from who is told or quoted"
same "a b" "$(found 'said:(doe OR roe OR minister)')" "several may"
same a "$(found 'said:doe /p quote:difficult')" "what they say, too"
same "" "$(found 'said:roe /p quote:difficult')" "and what they do not"
like '\[said Jane Doe\]' "$(backfile kwic --index said 'said:doe')" "it is marked"
like 'said: takes a name; left out' "$(backfile search --index said 'said:said:x rule' | tr '\n' ' ')" "what is no name is told"
like "advice: no article has 'reo'; did you mean 'roe'" "$(backfile search --index said said:reo)" "a name is spelt, too"
like 'advice: no article has tag:"trade polcy"; did you mean tag:"trade policy" \(1\)\?' "$(backfile search --index said 'tag:"trade polcy"')" "a tag is spelt, too"
like 'advice: no article has by:"nobody"$' "$(backfile search --index said by:nobody)" "a name that is like none is told"
like "advice: no article has any of 'zeppelin', 'quux'$" "$(backfile search --index said 'zeppelin quux zeppelin')" "words that are like none are told once, together"
same a "$(found 'tag:"trade policy"')" "a tag is found"
same "a b" "$(found 'tag:trade')" "and a word of one"
same "" "$(found 'tag:rule')" "what is no tag is not"
same "Trade Policy,Chips" "$(backfile clean --json said.jsonl | jq -r 'select(.source_id == "a") | .tags | join(",")')" "clean --json has them"
same 2 "$(backfile export --index said --format ris 'id:a' | grep -c '^KW')" "RIS, too"

# --- archives that cannot be read ---
cp -r archive cut
: >cut/iamglass
fails 2 "a damaged archive is trouble" backfile search --index cut cranes
like 'cut' "$(cat err)" "and is named"
cp -r archive cut2
for f in cut2/*.glass; do head -c 100 "$f" >"$f.new" && mv "$f.new" "$f"; done
fails 2 "one whose tables are cut off too" backfile search --index cut2 cranes
same 1 "$(wc -l <err)" "with one line"
echo text >file
fails 2 "a file is no archive" backfile search --index file cranes
like 'file is a file; an archive is a folder' "$(cat err)" "and is told so"

done_testing
