#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Building and updating an archive: what is added, replaced, unchanged, removed.
. "$(dirname "$0")/../test-lib.sh"

ix() { backfile-indexer --index archive "$@"; }
check() { backfile-indexer --check --index archive "$@"; }
field() { sed 's/.*"'"$1"'":\([^,}]*\).*/\1/' out; }
story() { # id text
	printf '{"id":"%s","title":"On %s","source":"The Harbour Post","url":"https://news.example.org/%s","date":"2024-05-0%d","text":"%s"}\n' \
		"$1" "$1" "$1" $((${#1} % 9 + 1)) "$2"
}

mkdir in
{
	story one "The ministry opened the spectrum auction on Monday."
	story two "A carrier asked the court to stop it."
	story three "Nobody else spoke."
} >in/a.jsonl
story four "The auction closed after two rounds." >in/b.jsonl
printf '<!DOCTYPE html><html><head><title>Routers recalled</title></head><body><article><h1>Routers recalled</h1><p>%s</p><p>%s</p></article></body></html>' \
	"The maker of a popular router called it back on Tuesday after a researcher found a fault in it." \
	"Owners may bring theirs to any shop of the chain, which will give them a new one within the week." >in/page.html

ok "a first run" ix in
like '^5 added, 0 replaced, 0 unchanged, 0 removed \(3 files, 0 of them unchanged\)' "$(cat out)" "says what was added"
like '^5 articles in archive;' "$(cat out)" "says what the archive holds"
same "" "$(cat err)" "nothing on standard error when it is not a terminal"
ok "the archive is sound" check
ok "a second run" ix in
like '^0 added, 0 replaced, 5 unchanged, 0 removed \(3 files, 3 of them unchanged\)' "$(cat out)" "changes nothing"

touch -d '2020-01-01' in/a.jsonl
ok "a file with another time" ix --json in
same "3 0 0" "$(field files) $(field added) $(field replaced)" "is read again, its articles are as they were"
same 5 "$(field unchanged)" "and counted as unchanged"

{
	story one "The ministry opened the spectrum auction on Monday."
	story three "Somebody else spoke."
	story five "And a fifth."
} >in/a.jsonl
ok "a changed file" ix --json in
same "1 1 1" "$(field added) $(field replaced) $(field removed)" "is taken over record by record"
check --json >out
same 5 "$(field articles)" "the archive follows"

rm in/b.jsonl
ok "a vanished file" ix --json in
same 0 "$(field removed)" "stays without --prune"
ok "with --prune" ix --json --prune in
same 1 "$(field removed)" "it goes"
mkdir elsewhere
story six "Far away." >elsewhere/c.jsonl
ok "another folder" ix --json elsewhere
ok "--prune of one folder" ix --json --prune in
same 0 "$(field removed)" "leaves the others alone"
rm -r elsewhere
fails 2 "a vanished operand is an error" ix --json --prune elsewhere
same 1 "$(field removed)" "and is pruned all the same"
like 'elsewhere: No such file' "$(cat err)" "and named"

for jobs in 1 2 5; do
	backfile-indexer --quiet --index "by$jobs" --jobs "$jobs" in
	backfile-indexer --check --json --index "by$jobs" | sed 's/.*"digest":"\([0-9a-f]*\)".*/\1/' >>digests
done
same 1 "$(sort -u digests | wc -l)" "the same content whatever --jobs"

ok "--quiet" ix --quiet in
same "" "$(cat out err)" "says nothing"
mkdir nothing
fails 1 "an empty folder" ix --json nothing
same 1 "$(field status)" "nothing to index is status 1"
fails 2 "no PATH is wrong use" ix
like 'no PATH given' "$(cat err)" "and says so"
fails 2 "an unknown option is wrong use" ix --frobnicate in
fails 2 "--jobs 0 is wrong use" ix --jobs 0 in

(cd in && backfile-indexer --quiet --index ../relative .)
ok "the same files by another path" backfile-indexer --json --index relative "$PWD/in"
same "2 2" "$(field files) $(field files_unchanged)" "are known"
ok "operands that overlap" backfile-indexer --json --index overlap in in/a.jsonl "$PWD/in"
same 2 "$(field files)" "are read once"
BACKFILE_INDEX=$PWD/envdir backfile-indexer --quiet in
ok "BACKFILE_INDEX names the archive" backfile-indexer --check --index envdir

ok "many files at once" bash -c 'mkdir many && for i in $(seq 60); do printf "{\"id\":\"%s\",\"text\":\"Number %s came.\"}\n" $i $i >many/$i.jsonl; done && backfile-indexer --json --index many.ix many'
same 60 "$(field added)" "all are there"
done_testing
