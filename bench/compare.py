#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ask several programs the same queries in turn and print one table of times.

compare.py QUERIES ROUNDS NAME MODES COMMAND [NAME MODES COMMAND]... [-- A/B...]

QUERIES: lines that begin with a class and a tab.  Each COMMAND is started once; for
a line "MODE CLASS" on its standard input it asks all queries of the class and
writes a line "MICROSECONDS TOTAL" for each and then a dot.  A round asks every
class of every program's MODES (comma-separated), one block after another, so that
all programs meet the same state of a shared machine; the first third of the rounds
warms up and is not counted; the means of the very first, in which no query was asked
before, are told apart (a JIT compiler is cold then, too).  A query's time is its best one: what disturbs a
measurement makes it longer, never shorter.

A/B: further columns, the mean of A (NAME:MODE) over the mean of B, and p50 likewise.
"""
import shlex
import subprocess
import sys


class Program:
    def __init__(self, name, modes, command):
        self.name, self.modes = name, modes.split(",")
        self.process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, mode, kind):
        self.process.stdin.write(f"{mode} {kind}\n")
        self.process.stdin.flush()
        got = []
        for line in self.process.stdout:
            if line.strip() == ".":
                return got
            got.append([float(x) for x in line.split()])
        sys.exit(f"compare: {self.name} ended")


def figures(v):
    v = sorted(v)
    return v[len(v) // 2], v[min(len(v) - 1, len(v) * 95 // 100)], sum(v) / len(v)


def measure(programs, kinds, rounds):
    best, totals, first = {}, {}, {}
    for turn in range(rounds):
        for kind in kinds:
            for p in programs:
                for mode in p.modes:
                    key = (kind, f"{p.name}:{mode}")
                    got = p.ask(mode, kind)
                    if got and turn == 0:
                        first[key] = sum(g[0] for g in got) / len(got) / 1e3
                    if not got or turn < rounds // 3:
                        continue
                    old = best.get(key)
                    now = [g[0] for g in got]
                    best[key] = [min(a, b) for a, b in zip(old, now)] if old else now
                    totals[key] = sum(g[1] for g in got) / len(got)
    return best, totals, first


def main():
    args, ratios = sys.argv[1:], []
    if "--" in args:
        at = args.index("--")
        args, ratios = args[:at], [r.split("/") for r in args[at + 1:]]
    kinds = list(dict.fromkeys(line.split("\t")[0] for line in open(args[0], encoding="utf8")))
    programs = [Program(*args[i:i + 3]) for i in range(2, len(args), 3)]
    columns = [f"{p.name}:{m}" for p in programs for m in p.modes]
    best, totals, first = measure(programs, kinds, int(args[1]))

    print(f"ms: p50 / p95 / mean (matches, mean); ratios: of means (of p50)\n{'':9}" +
          "".join(f"{c:>37}" for c in columns) + "".join(f"{a + '/' + b:>34}" for a, b in ratios))
    means = {}
    for kind in kinds:
        row = f"{kind:9}"
        for c in columns:
            if (kind, c) not in best:
                row += f"{'-':>37}"
                continue
            p50, p95, mean = means[kind, c] = [x / 1e3 for x in figures(best[kind, c])]
            row += f"{f'{p50:.3f} / {p95:.3f} / {mean:.3f} ({totals[kind, c]:.1f})':>37}"
        for a, b in ratios:
            x, y = means.get((kind, a)), means.get((kind, b))
            row += f"{f'{x[2] / y[2]:.2f} ({x[0] / y[0]:.2f})' if x and y else '-':>34}"
        print(row)
    print("asked for the first time, means in ms: " + "; ".join(
        f"{c} " + ", ".join(f"{k} {first[k, c]:.2f}" for k in kinds if (k, c) in first)
        for c in columns))
    for p in programs:
        p.process.stdin.close()
        p.process.wait()


main()
