#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Text scrapes through the program: golden results, field by field.
. "$(dirname "$0")/../test-lib.sh"
clean() { backfile-indexer --clean "$@"; }
S=$ROOT/tests/data/scrapes

for f in "$S"/*.txt; do
	name=$(basename "$f" .txt)
	clean --json --zones all "$f" >all.json 2>err
	same "$(jq -S . "$S/$name.json")" "$(jq -S 'del(.file,.quality,.id)' all.json)" \
		"$name comes out as its golden result"
done

clean --json --zones all "$S/undated-trap.txt" >trap.json
same null "$(jq -c .published trap.json)" "dates of the story, of teasers and of rights lines are not its date"
clean --json "$S/harbour-sensors.txt" >clock.json
same '["2024-10-17","on-or-before","page-clock",0.3]' \
	"$(jq -c '.published|[.value,.relation,.source,.confidence]' clock.json)" \
	"the page's clock is an upper bound"
same body "$(jq -r '.blocks[].zone' clock.json | sort -u)" "without --zones all only the body is printed"
same 0 "$(jq -r '.blocks[].text' clock.json | grep -c 'Tram line')" "a teaser is not in the body"

# every block stands in the input, in order
for f in "$S"/*.txt; do
	clean --json --zones all "$f" | python3 -c '
import json, sys
norm = lambda s: " ".join(s.split())
text, at = norm(open(sys.argv[1], encoding="utf-8").read()), 0
for b in json.load(sys.stdin)["blocks"]:
    at = text.index(b["text"], at) + len(b["text"])
' "$f" 2>err
	report $? "$(basename "$f"): every block is verbatim and in order" || diag <err
done

clean --json "$S"/*.txt >one.json
clean --json "$S"/*.txt >two.json
ok "twice the same bytes" cmp one.json two.json
same 3 "$(wc -l <one.json)" "one line for each article"
clean "$S/app-store-fee.txt" >text
like '^By Ottilie · theButton Mag · undated$' "$(sed -n 2p text)" "as text: by-line, publisher, undated"
clean "$S/harbour-sensors.txt" >text
like '^Velden Dispatch · by 2024-10-17$' "$(sed -n 3p text)" "as text: an upper bound reads 'by'"
like '^## What the review found$' "$(cat text)" "as text: headings are marked"
done_testing
