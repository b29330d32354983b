#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Hold the figures of bench/eval.sh against floors: floors.py FLOORS TABLE

FLOORS: set, measure, figure, floor by tabs; `#` begins a comment.  A line of the
table is "set: ..." followed by indented lines "measure NAME value NAME value ...",
or "set: queries N NAME value ..." for retrieval.
"""
import re
import sys


def read(path):
    got, current = {}, None
    for line in open(path, encoding="utf8"):
        head = re.match(r"(\S+?): (.*)", line)
        if head:
            current = head[1]
            pairs, measure = head[2], "retrieval"
        else:
            words = line.split(None, 1)
            measure, pairs = words[0], words[1] if len(words) > 1 else ""
        for name, value in re.findall(r"([A-Za-z_][\w@]*) (\d+\.\d+)", pairs):
            got.setdefault((current, measure, name), float(value))
    return got


def main():
    got, bad, n = read(sys.argv[2]), 0, 0
    for line in open(sys.argv[1], encoding="utf8"):
        if line.startswith("#") or not line.strip():
            continue
        where, measure, name, floor = line.split("\t")
        value = got.get((where, measure, name))
        n += 1
        if value is None or value < float(floor):
            bad += 1
            print(f"floor: {where} {measure} {name}: {value} is below {float(floor)}")
    print(f"{n - bad} passed, {bad} failed")
    return bad > 0


sys.exit(main())
