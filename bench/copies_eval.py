#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How many copies of real articles are found, and what is joined besides.

    copies_eval.py DATA [BIN [N]]

Edits: every k-th of the articles in DATA/news that have 150 words or more, N of
them (500), each edited in four ways; odd ones keep their publisher, and edits are
dated 0 to 4 days later.  Found is an edit that lies in the story of its original.
Forms: N other articles of which three figures are other ones, of the same
publisher three days later.  Apart is one that does not lie there.
Wire: what two publishers have in common, by runs of eight words that few articles
have and without any signature: pairs that share seven tenths of a sample of the
runs of the shorter one, among the articles of all publishers but the largest.
Joins are all articles there that lie in the story of an earlier one.

All is indexed in folders of its own that are removed.  Random choices come from a
fixed seed.  Prints a table that bench/floors.py reads.
"""
import collections
import datetime
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zlib

RUN = 8  # words
FEW = 12  # articles


def words_changed(text, pool, rng):
    """Every twentieth word is another one."""
    words = text.split(" ")
    for i in rng.sample(range(len(words)), len(words) // 20):
        words[i] = rng.choice(pool)
    return " ".join(words)


def cut(text, pool, rng):
    """The last three tenths are gone."""
    words = text.split(" ")
    return " ".join(words[: len(words) * 7 // 10])


def new_lead(text, pool, rng):
    """Another first paragraph, of forty words at most."""
    parts = re.split(r"(?<=[.!?])\s+", text, maxsplit=1)
    lead = " ".join(rng.choice(pool) for _ in range(min(40, len(parts[0].split()) + 10)))
    return lead + ".\n\n" + (parts[1] if len(parts) > 1 else text)


def boilerplate(text, pool, rng):
    """Forty words of the carrier's before and behind it."""
    return ("Sign up for our newsletter and never miss a story from our desk again today.\n\n" + text +
            "\n\nThis article was carried by our partner service and has not been edited by "
            "our staff. Reproduction in any form needs the written permission of the publisher.")


def form(text, pool, rng):
    """Three figures inside the text are other ones."""
    found = list(re.finditer(r"(?<=[a-z] )\d+(?= [a-z])", text))
    for m in sorted(rng.sample(found, 3), key=lambda m: -m.start()):
        text = text[: m.start()] + str(int(m[0]) + rng.randint(1, 60)) + text[m.end():]
    return text


EDITS = {"words": words_changed, "cut": cut, "lead": new_lead, "boilerplate": boilerplate}


def later(date, days):
    if not date:
        return date
    return (datetime.date.fromisoformat(date[:10]) + datetime.timedelta(days)).isoformat()


def some(rows, n):
    return rows[:: max(1, len(rows) // n)][:n]


def stories(folder):
    """Document id -> key of its story, of the documents that have copies."""
    out = subprocess.run(["xapian-delve", "-V4", folder], capture_output=True, check=True).stdout
    text = out.decode("latin-1").split("document:", 1)[-1]
    found = re.findall(r" (\d+):((?:\\x[0-9a-f]{2}|[^ ]| (?!\d+:))+)", text)
    return {int(d): v.strip() for d, v in found}


def index(folder, rows):
    """Index rows: (id, title, date, source, text).  Documents are numbered in this order."""
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "in.jsonl")
        with open(path, "w") as f:
            for key, title, date, source, text in rows:
                f.write(json.dumps({"id": key, "title": title, "date": date, "source": source,
                                    "text": text}) + "\n")
        archive = os.path.join(tmp, "archive")
        subprocess.run([os.path.join(folder, "backfile-indexer"), "--quiet", "--index", archive, path],
                       check=True)
        return stories(archive)


def edits(folder, rows, n):
    rng = random.Random(1)
    pool = [w for r in rows[::50] for w in r["text"].split()]
    chosen = some(rows, n)
    order = ["original"] + list(EDITS)
    made = []
    for i, r in enumerate(chosen):
        for k, edit in enumerate(order):
            text = EDITS[edit](r["text"], pool, rng) if k else r["text"]
            source = r["source"] if i % 2 or not k else edit
            made.append((f"{i}-{edit}", r["title"], later(r.get("date"), i % 5 if k else 0), source, text))
    story = index(folder, made)
    at = lambda i, k: story.get(i * len(order) + k + 1)
    for k, edit in enumerate(order[1:], 1):
        hit = sum(at(i, k) is not None and at(i, k) == at(i, 0) for i in range(len(chosen)))
        print(f"  {edit:12} of {len(chosen)} recall {hit / len(chosen):.3f}")


def forms(folder, rows, n):
    rng = random.Random(2)
    chosen = some([r for r in rows if r.get("date") and
                   len(re.findall(r"[a-z] \d+ [a-z]", r["text"])) >= 5], n)
    made = []
    for i, r in enumerate(chosen):
        made.append((f"{i}", r["title"], later(r["date"], 0), r["source"], r["text"]))
        made.append((f"{i}-form", r["title"], later(r["date"], 3), r["source"], form(r["text"], None, rng)))
    story = index(folder, made)
    at = lambda d: story.get(d)
    apart = sum(at(2 * i + 1) is None or at(2 * i + 1) != at(2 * i + 2) for i in range(len(chosen)))
    print(f"  {'forms':12} of {len(chosen)} apart {apart / len(chosen):.3f}")


def sample_of_runs(text):
    """Runs of RUN words, those whose first word has a hash of a quarter of all."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i:i + RUN]) for i in range(len(words) - RUN + 1)
            if zlib.crc32(words[i].encode()) % 4 == 0}


def wire_pairs(rows):
    where, size = collections.defaultdict(list), []
    for i, r in enumerate(rows):
        runs = sample_of_runs(r["text"])
        size.append(len(runs))
        for h in map(hash, runs):
            where[h].append(i)
    shared = collections.Counter()
    for has in where.values():
        if len(has) <= FEW:
            shared.update((a, b) for j, b in enumerate(has) for a in has[:j]
                          if rows[a]["source"] != rows[b]["source"])
    return [(a, b) for (a, b), n in shared.items() if n >= 10 and n >= .7 * min(size[a], size[b])]


def wire(folder, rows):
    largest = collections.Counter(r["source"] for r in rows).most_common(1)[0][0]
    rows = [r for r in rows if r["source"] != largest]
    pairs = wire_pairs(rows)
    story = index(folder, [(str(i), r["title"], r.get("date"), r["source"], r["text"])
                           for i, r in enumerate(rows)])
    hit = sum(story.get(a + 1) is not None and story.get(a + 1) == story.get(b + 1) for a, b in pairs)
    print(f"  {'wire':12} of {len(pairs)} recall {hit / max(1, len(pairs)):.3f}")
    print(f"  {'joins':12} {len(story) - len(set(story.values()))} in {len(rows)} articles")


def main():
    data = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else "build/release/bin"
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    with gzip.open(os.path.join(data, "news", "news-25k.jsonl.gz"), "rt") as f:
        rows = [json.loads(line) for line in f]
    long = [r for r in rows if len(r["text"].split()) >= 150]
    print("copies: articles of real news, edited and as they are")
    edits(folder, long, n)
    forms(folder, long[7:], n)
    wire(folder, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
