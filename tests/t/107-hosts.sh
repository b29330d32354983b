#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the pages of a batch have in common is not their articles': whatever the
# order of the files and the number of workers, for `clean` and for `index`.
. "$(dirname "$0")/../test-lib.sh"

gift="The Courier belongs to those who read it, and last year nine thousand of them paid for it."
mkdir pages
for i in 1 2 3 4 5 6; do
	cat >"pages/p$i.html" <<END
<html><head><title>Ferry $i leaves | Courier</title>
<link rel="canonical" href="https://courier.example/ferry-$i"></head><body><article><h1>Ferry $i leaves</h1>
<p>The council sold ferry number $i to the islands on Monday, it said, for a sum that it would not name.</p>
<p>$gift</p>
<p>A crew of ${i}0 will stay aboard until the spring, when the fares will be looked at again by the owners.</p>
</article></body></html>
END
done
backfile-indexer --clean --json pages/p1.html >alone
ok "a page alone keeps the line" grep -q "$gift" alone
backfile-indexer --clean --json pages >all
same 6 "$(wc -l <all)" "every page is there"
same 0 "$(grep -c "$gift" all)" "in a batch it is the host's and no page's"
same 12 "$(jq -r '.blocks[].text' all | wc -l)" "the articles' own text stays"
backfile-indexer --clean --json --zones all pages >zones
same 6 "$(jq -r '.blocks[] | select(.zone == "nav").text' zones | grep -c "$gift")" "nothing is lost"
for n in 1 2 5; do
	backfile-indexer --clean --json --jobs $n pages/p6.html pages/p2.html pages/p5.html pages/p1.html \
		pages/p4.html pages/p3.html | sort >other
	ok "$n workers, another order: the same articles" cmp other <(sort all)
done
ok "indexed" backfile-indexer --quiet --index arch pages
same 1 "$(backfile search --no-daemon --index arch 'crew /p spring' --json | jq '.total.articles > 5' | grep -c true)" \
	"the articles are found"
fails 1 "and not by the host's line" backfile search --no-daemon --index arch '"nine thousand of them"'
same 6 "$(backfile search --no-daemon --index arch --zones all --json '"nine thousand of them"' |
	jq .total.articles)" "which can be asked for"
done_testing
