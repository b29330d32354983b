#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A collection N times over, to see what grows with it: replicate.py N IN.jsonl.gz >OUT.jsonl

Each copy has an id and a url of its own and one word of its own at the end of the
text, so that no two bodies are equal and nothing is taken for the same article.
The vocabulary does not grow with the copies (but for those words): what is measured
is the length of posting lists, not of the lexicon.
"""
import gzip
import json
import sys

copies = int(sys.argv[1])
for copy in range(copies):
    with gzip.open(sys.argv[2], "rt", encoding="utf8") as f:
        for line in f:
            doc = json.loads(line)
            doc["id"] = f"{doc['id']}-{copy}"
            doc["url"] = f"{doc.get('url') or 'https://example.org/'}#copy{copy}"
            doc["text"] += f"\n\nThis is copy{copy}."
            print(json.dumps(doc, ensure_ascii=False))
