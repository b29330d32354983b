#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the command line shows of added words, synonyms and like:ID.
. "$(dirname "$0")/../test-lib.sh"
export BACKFILE_INDEX=$SANDBOX/archive
ok "the sample is indexed" backfile index "$ROOT/corpus/sample" || { done_testing; exit; }

# --- --expand ---
plain=$(backfile search -c kaspersky)
ok "--expand finds" backfile search --expand kaspersky
like '^added: [a-z]+, .* and [0-9]+ more$' "$(tr '\n' ' ' <out | grep -o 'added:.* more')" "and tells the words"
same "$plain" "$(backfile search -c --expand kaspersky)" "a search has as many articles with it"
same "$(backfile search -l -n 100 kaspersky | sort)" "$(backfile search -l -n 100 --expand kaspersky | sort)" "and the same ones"
unlike '^added:' "$(backfile search kaspersky)" "nothing is added unasked"
printf 'x\tkaspersky\n' >topics
ok "batch has it too" test "$(backfile batch --expand topics | wc -l)" -gt "$(backfile batch topics | wc -l)"

# --- synonyms ---
printf '# names\neu, european union\nukase => ban\n' >syn
fails 1 "a word that is not there finds nothing" backfile search ukase
ok "its synonym does" backfile search --synonyms syn ukase
like '^read: SYNONYMS\(ukase, ban\)$' "$(cat out)" "the reading says how"
like '\[ban\]' "$(cat out)" "and it is marked"
same "$(backfile search -l --synonyms syn eu)" "$(BACKFILE_SYNONYMS=syn backfile search -l eu)" "the environment names a file as well"
fails 1 "an exact word has none" backfile search --synonyms syn =ukase
printf 'a, b\nalone\n' >syn
fails 2 "a bad line is an error" backfile search --synonyms syn eu
like 'syn:2: one entry alone' "$(cat err)" "which names file and line"
fails 2 "a file that is not there is named" backfile search --synonyms none eu
like 'none: No such file' "$(cat err)" "with the reason"

# --- like: ---
id=$(backfile search -l -n 1 kaspersky)
ok "like:ID finds" backfile search "like:$id"
like "^read: like:\"$id\"$" "$(cat out)" "and is read back"
unlike "^note:" "$(cat out)" "without a note"
ok "in strict mode too" backfile search --mode strict "like:$id"
same "" "$(backfile search -l -n 100 "like:$id" | grep -F "${id%%~*}")" "the article and its copies are not among them"
fails 1 "an article that is not there leaves nothing" backfile search like:a:00000000000000000000
like 'no such article' "$(cat out)" "and is named"

done_testing
