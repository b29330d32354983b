#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Examples for bench/joints_train: the lines of pages as a scraper dumps them.

usage: bench/joints.py DATA [--half dev|test|all] >examples

For every page of DATA/extraction its text with a line for each piece, as get_text("\\n")
gives it.  Before a text stands "P" and the number of its lines; a line is a mark, a
blank and its text.  The mark says whether the line goes on with the one above: 1 yes,
0 no, - unknown (pieces of one block that holds no sentence: a menu may be either).
Only the markup is read, no gold.
"""
import argparse, collections, json, os

from scrape_eval import BLOCK, Dump, half_of, read_page

SETS = "scrapinghub,naeb,fundus-evaluation,wcxb,fundus-parser,trafilatura,htmldate"
TEXT_WORDS, LINE_WORDS = 10, 5  # of a block that holds a sentence, and of its longest piece
LINES_MIN = 10


class Pieces(Dump):
    """The pieces of a page's text, each with the number of its block."""
    def __init__(self):
        super().__init__(True)
        self.block, self.pieces = 0, []

    def edge(self, tag):
        if tag in BLOCK or tag in ("td", "th"):
            self.block += 1

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.block += 1
        else:
            super().handle_starttag(tag, attrs)

    def handle_data(self, data):
        if not self.skip:
            lines = (x.strip() for x in data.strip().split("\n"))
            self.pieces += [(self.block, x) for x in lines if x]


def marks(pieces):
    words, longest = collections.Counter(), collections.Counter()
    for block, text in pieces:
        n = len(text.split())
        words[block] += n
        longest[block] = max(longest[block], n)
    yield "0"
    for (above, _), (block, _) in zip(pieces, pieces[1:]):
        if above != block:
            yield "0"
        else:
            text = words[block] >= TEXT_WORDS and longest[block] >= LINE_WORDS
            yield "1" if text else "-"


def write(lines):
    if len(lines) >= LINES_MIN:
        print("P", len(lines))
        for mark, text in lines:
            print(mark, text)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("data")
    ap.add_argument("--half", default="all", choices=["dev", "test", "all"])
    args = ap.parse_args()
    for name in SETS.split(","):
        base = os.path.join(args.data, "extraction", name)
        for line in open(os.path.join(base, "gold.jsonl"), encoding="utf-8"):
            row = json.loads(line)
            path = os.path.join(base, row["html"])
            if args.half not in ("all", half_of(row)) or not os.path.exists(path):
                continue
            reader = Pieces()
            try:
                reader.feed(read_page(path))
                reader.close()
            except Exception:
                continue
            write(list(zip(marks(reader.pieces), (t for _, t in reader.pieces))))


if __name__ == "__main__":
    main()
