#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The two texts that the project started from, against their gold: every field,
# every block.
. "$(dirname "$0")/../test-lib.sh"
if [ -z "$DATA" ] || [ ! -f "$DATA/seeds/gold.json" ]; then
	skip "the seed texts equal their gold" "the measuring data are not here"
	done_testing
	exit
fi
for name in $(jq -r '.[].file' "$DATA/seeds/gold.json"); do
	backfile-indexer --clean --json "$DATA/seeds/$name" >got.json 2>err
	jq -S --arg f "$name" '.[] | select(.file == $f) |
		{title, subtitle, publisher, language, url, section, sources: (.sources // []),
		 authors: ([.author] - [null]),
		 published: (if .published then {value: .published, relation: .date_relation,
			source: .date_source, confidence: .date_confidence} else null end),
		 blocks}' "$DATA/seeds/gold.json" >want
	jq -S '{title, subtitle, publisher, language, url, section, sources, authors,
		 published: (if .published then (.published | {value, relation, source, confidence})
			else null end),
		 blocks: [.blocks[] | {type, text}]}' got.json >got
	same "$(cat want)" "$(cat got)" "$name: every field and block equals the gold"
	backfile-indexer --clean --json --zones all "$DATA/seeds/$name" |
		jq -r '.blocks[].text' >blocks
	python3 - "$DATA/seeds/$name" blocks <<'PY'
import sys, unicodedata
norm = lambda s: " ".join(unicodedata.normalize("NFC", s).split())
text, at = norm(open(sys.argv[1], encoding="utf-8").read()), 0
for b in open(sys.argv[2], encoding="utf-8"):
    at = text.index(b.rstrip("\n"), at) + len(b) - 1
PY
	report $? "$name: every block of every zone is verbatim and in order"
done
same 2 "$(backfile-indexer --clean --json "$DATA"/seeds/*.txt | jq -r .id | sort -u | wc -l)" \
	"the two are two articles"
done_testing
