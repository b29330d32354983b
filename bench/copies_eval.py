#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How many edited copies of real articles are found, and what is joined besides.

    copies_eval.py DATA [BIN [N]]

Takes every k-th of the articles in DATA/news that have 150 words or more, N of
them (500), makes four edits of each, indexes originals and edits together in a
folder of its own that is removed, and asks which edits lie in the story of their
original.  An original in the story of another one is counted as joined besides.
Random choices come from a fixed seed.  Prints a table; exit status 1 below the
floor of .98.
"""
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile

FLOOR = 0.98


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


EDITS = {"words": words_changed, "cut": cut, "lead": new_lead, "boilerplate": boilerplate}


def originals(data, n):
    rows = []
    with gzip.open(os.path.join(data, "news", "news-25k.jsonl.gz"), "rt") as f:
        rows = [r for r in map(json.loads, f) if len(r["text"].split()) >= 150]
    return rows[:: max(1, len(rows) // n)][:n]


def stories(folder):
    """Document id -> key of its story, of the documents that have copies."""
    out = subprocess.run(["xapian-delve", "-V4", folder], capture_output=True, check=True).stdout
    text = out.decode("latin-1").split("document:", 1)[1]
    found = re.findall(r" (\d+):((?:\\x[0-9a-f]{2}|[^ ]| (?!\d+:))+)", text)
    return {int(d): v.strip() for d, v in found}


def main():
    data = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else "build/release/bin"
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    rng = random.Random(1)
    rows = originals(data, n)
    pool = [w for r in rows[::10] for w in r["text"].split()]
    order = ["original"] + list(EDITS)
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "in.jsonl")
        with open(path, "w") as f:
            for i, r in enumerate(rows):
                for edit in order:
                    text = r["text"] if edit == "original" else EDITS[edit](r["text"], pool, rng)
                    f.write(json.dumps({"id": f"{i}-{edit}", "title": r["title"],
                                        "date": r.get("date"), "source": edit, "text": text}) + "\n")
        archive = os.path.join(tmp, "archive")
        subprocess.run([os.path.join(folder, "backfile-indexer"), "--quiet", "--index", archive, path],
                       check=True)
        story = stories(archive)
    # documents are numbered in the order of the file
    at = lambda i, k: story.get(i * len(order) + k + 1)
    worst = 1.0
    for k, edit in enumerate(order[1:], 1):
        hit = sum(at(i, k) is not None and at(i, k) == at(i, 0) for i in range(len(rows)))
        worst = min(worst, hit / len(rows))
        print(f"{edit:12} {hit:4} of {len(rows)}  {hit / len(rows):.3f}")
    keys = [at(i, 0) for i in range(len(rows)) if at(i, 0)]
    print(f"originals joined with another: {len(keys) - len(set(keys))}")
    return 0 if worst >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
