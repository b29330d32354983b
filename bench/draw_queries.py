#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw queries from a collection by a fixed rule: draw_queries.py N OUT DOCS FILE...

FILE is JSON lines (gzip or not) with id, title, url, source, date, text.  OUT gets
N queries of each class, a line each: CLASS, the words by blanks, what backfile is
asked, by tabs.  DOCS gets the articles as tab-separated lines for the peer: id,
title, date, source, url, text, with tabs and newlines of the text as \\t and \\n.

The rule: articles are taken at equal distances through the collection, from a
place that the class sets, so that the same files always give the same queries.
A query is made of lower-case words of letters that the article has:

  and2, and3    that many different words of its title
  or            two to four different words of its title, any of them
  phrase2, 3    running words of its text, none of them a stop word
  near2         two words of its text, not stop words, at most five apart
  long          eight to twelve running words of its text, all of them
  longany       the same kind, any of them
  prefix        the first four or five letters of a word of its title

Stop words are those that the peer's analyser drops; they count in `long`, where
they stand in running text.
"""
import gzip
import json
import re
import sys

STOP = set("a an and are as at be but by for if in into is it no not of on or such "
           "that the their then there these they this to was will with".split())
CLASSES = ["and2", "and3", "or", "phrase2", "phrase3", "near2", "long", "longany", "prefix"]
WORD = re.compile(r"[A-Za-z]+")


def read(paths):
    for path in paths:
        with open(path, "rb") as f:
            packed = f.read(2) == b"\x1f\x8b"
        with (gzip.open if packed else open)(path, "rt", encoding="utf8") as f:
            for line in f:
                if line.strip():
                    yield json.loads(line)


def title_words(doc):
    words = [w.lower() for w in WORD.findall(doc.get("title") or "")]
    return list(dict.fromkeys(w for w in words if len(w) > 2 and w not in STOP))


def running(doc, n, skip, stop_words):
    """n words with nothing but one blank between them, the `skip`-th such run."""
    text = doc["text"]
    for m in re.finditer(r"(?<![\w.'-])[A-Za-z]+(?: [A-Za-z]+){%d}(?![\w.'-])" % (n - 1), text):
        words = m[0].lower().split(" ")
        if not stop_words and any(w in STOP or len(w) < 3 for w in words):
            continue
        if skip == 0:
            return words
        skip -= 1
    return None


def draw(kind, doc, k):
    if kind in ("and2", "and3", "or"):
        n = {"and2": 2, "and3": 3, "or": 2 + k % 3}[kind]
        words = title_words(doc)[-n:] if k % 2 else title_words(doc)[:n]
        return words if len(words) == n else None
    if kind in ("phrase2", "phrase3"):
        return running(doc, int(kind[-1]), k % 5, False)
    if kind == "near2":
        words = running(doc, 6, k % 5, True)
        words = [w for w in words or [] if w not in STOP and len(w) > 2]
        return [words[0], words[-1]] if len(words) > 1 and words[0] != words[-1] else None
    if kind in ("long", "longany"):
        return running(doc, 8 + k % 5, k % 3, True)
    words = [w for w in title_words(doc) if len(w) > 5]
    return [words[k % len(words)][:4 + k % 2]] if words else None


def asked(kind, words):
    if kind == "or":
        return " OR ".join(words)
    if kind.startswith("phrase"):
        return '"' + " ".join(words) + '"'
    if kind == "near2":
        return " w/5 ".join(words)
    return " ".join(words) + ("*" if kind == "prefix" else "")


def one_line(s):
    return (s or "").replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "")


def main():
    n, out, table = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    docs = []
    with open(table, "w", encoding="utf8") as f:
        for doc in read(sys.argv[4:]):
            docs.append({"title": doc.get("title"), "text": doc["text"]})
            f.write("\t".join(one_line(doc.get(k)) for k in
                              ("id", "title", "date", "source", "url", "text")) + "\n")
    with open(out, "w", encoding="utf8") as f:
        for c, kind in enumerate(CLASSES):
            step = max(1, len(docs) // (2 * n))
            at, got = 7 * c, 0
            while got < n and at < len(docs) * 2:
                words = draw(kind, docs[at % len(docs)], got)
                at += step
                if words:
                    f.write(f"{kind}\t{' '.join(words)}\t{asked(kind, words)}\n")
                    got += 1


main()
