#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Paragraph precision and recall of the cleaner on text scrapes.

usage: bench/scrape_eval.py DATA [--program CMD] [--sets a,b] [--half dev|test|all]
                            [--modes browser,naive,stripped,wrapped] [--by-set]
                            [--worst N] [--keep DIR]

DATA holds extraction/SET/gold.jsonl and the pages.  Each page's text is dumped as
a browser ("browser": empty lines around paragraphs, bullets), as the usual
get_text("\\n") of a scraper ("naive": a line for each piece of text, so broken at
every inline tag), as a tag stripper ("stripped": a line for each block) or as a
terminal browser ("wrapped": 80 columns) would; the gold body is carried over.  The
dumps live in a temporary folder and are removed: nothing of the data is stored.

Precision: share of the body blocks given that stand in the gold body.  Recall:
share of the gold's paragraphs that stand in the body given.  Letters and digits
are compared.  A long piece stands in the other text when that has it in a row; a
short one only between the long ones around it, as whole paragraphs of the other
text or right behind or before a neighbour.  "paragraphs" counts pieces, "words"
weighs each by its words, "whole" is the share of the gold's paragraphs found
that begin and end where blocks do.  All are means over pages.

Gold that is not in the dump does not count (a block that is like it neither); a
page with a quarter of its gold's letters so is left out.  Both are printed.
"""
import argparse, bisect, gzip, hashlib, html.parser, json, os, re, subprocess, sys, tempfile
import textwrap
from urllib.parse import urlparse

SKIP = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "canvas",
        "select"}
SKIP_NAIVE = {"script", "style", "template"}
PARA = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre",
        "figure", "dl", "hr", "form", "fieldset"}
BLOCK = PARA | {"div", "li", "section", "article", "header", "footer", "nav", "aside", "main",
                "tr", "figcaption", "dt", "dd", "address", "details", "summary", "option",
                "button", "body", "html", "label", "select", "video"}
VOID = {"br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "base", "col",
        "embed", "param", "track"}
LONG = 30          # letters: a shorter piece may stand anywhere by chance
PAGE_SHARE = 0.75  # of a page's gold that must be in its dump
LIKE_WORDS = 4     # words in a row that show a block to be like gold not in the dump


class Dump(html.parser.HTMLParser):
    def __init__(self, naive):
        super().__init__(convert_charrefs=True)
        self.out, self.skip, self.stack, self.naive = [], 0, [], naive

    def hidden(self, attrs):
        d = dict(attrs)
        style = (d.get("style") or "").replace(" ", "").lower()
        return "hidden" in d or "display:none" in style

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            if tag == "br":
                self.out.append("\n")
            return
        if self.naive:
            hide = tag in SKIP_NAIVE
        else:
            hide = tag in SKIP or self.hidden(attrs)
        self.stack.append((tag, hide))
        self.skip += hide
        self.edge(tag)
        if tag == "li":
            self.out.append("\x01")

    def handle_endtag(self, tag):
        for i in range(len(self.stack) - 1, max(-1, len(self.stack) - 40), -1):
            if self.stack[i][0] == tag:
                for _, hide in self.stack[i:]:
                    self.skip -= hide
                del self.stack[i:]
                break
        self.edge(tag)

    def edge(self, tag):
        if tag in PARA:
            self.out.append("\x00\x00")
        elif tag in BLOCK:
            self.out.append("\x00")
        elif tag in ("td", "th"):
            self.out.append("\t")

    def handle_data(self, data):
        if self.skip:
            return
        if self.naive:
            self.out.append(data.strip() + "\n")
        else:
            self.out.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def dump(page, mode):
    d = Dump(mode == "naive")
    try:
        d.feed(page)
        d.close()
    except Exception:
        return ""
    text = "".join(d.out)
    if mode == "naive":
        lines = (x.strip() for x in re.sub(r"[\x00\x01\t]", "", text).split("\n"))
        return "\n".join(x for x in lines if x) + "\n"
    # a bullet stands before the first text of its item, as in a copy from a browser
    if mode != "stripped":
        text = re.sub(r"\x01([\x00\x01\s]*)", r"\1• ", text)
    text = text.replace("\x01", "")
    text = re.sub(r" ?\x00[\x00 ]*", lambda m: "\n\n" if m[0].count("\x00") > 1 and
                  "\x00\x00" in m[0].replace(" ", "") else "\n", text)
    lines = [re.sub(r"[ \t]+", " ", x).strip() for x in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
    if mode == "stripped":
        text = re.sub(r"\n+", "\n", text)
    if mode == "wrapped":
        text = "\n".join(textwrap.fill(x, 80, break_long_words=False, break_on_hyphens=False)
                         if x else "" for x in text.split("\n")) + "\n"
    return text


def squeeze(s):
    return re.sub(r"[\W_]+", "", s, flags=re.U).lower()


class Pieces:
    """Paragraphs: each one's letters and words, and where it stands in them all."""
    def __init__(self, texts):
        texts = [t for t in texts if squeeze(t)]
        self.texts = texts
        self.v = [squeeze(t) for t in texts]
        self.words = [max(1, len(t.split())) for t in texts]
        self.all, self.edges = "".join(self.v), [0]
        for p in self.v:
            self.edges.append(self.edges[-1] + len(p))

    def edge(self, at):
        i = bisect.bisect_left(self.edges, at)
        return i < len(self.edges) and self.edges[i] == at


def place(a, b):
    """Where each piece of a stands in the text of b: its offset, or None."""
    at, pos = [None] * len(a.v), 0
    for i, p in enumerate(a.v):
        if len(p) < LONG:
            continue
        k = b.all.find(p, pos)
        if k >= 0:
            at[i], pos = k, k + len(p)
        else:
            at[i] = (lambda k: None if k < 0 else (k,))(b.all.find(p))  # out of order
    pos = 0
    for i, p in enumerate(a.v):
        if isinstance(at[i], int):
            pos = at[i] + len(p)
        if len(p) >= LONG:
            continue
        to = next((x for x in at[i + 1:] if isinstance(x, int)), len(b.all))
        k = b.all.find(p, pos, to)
        while k >= 0 and not ((k == pos or b.edge(k)) and
                              (k + len(p) == to or b.edge(k + len(p)) or k == pos)):
            k = b.all.find(p, k + 1, to)
        if k >= 0:
            at[i], pos = k, k + len(p)
    return [x[0] if isinstance(x, tuple) else x for x in at]


def grams(text):
    w = re.findall(r"\w+", text.lower())
    return {tuple(w[i:i + LIKE_WORDS]) for i in range(len(w) - LIKE_WORDS + 1)}


def read_page(path):
    raw = open(path, "rb").read()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace")


def half_of(row):
    host = urlparse(row.get("url") or "").hostname or row["id"]
    return "dev" if int(hashlib.sha1(host.encode()).hexdigest()[0], 16) % 2 == 0 else "test"


def gold_rows(args):
    for name in args.sets.split(","):
        base = os.path.join(args.data, "extraction", name)
        if not os.path.exists(os.path.join(base, "gold.jsonl")):
            continue
        for line in open(os.path.join(base, "gold.jsonl"), encoding="utf-8"):
            row = json.loads(line)
            if row.get("text") and args.half in ("all", half_of(row)):
                row["set"] = name
                yield row, read_page(os.path.join(base, row["html"]))


class Mode:
    """The dumps of one mode, and what the program makes of them."""
    def __init__(self, name, folder):
        self.name, self.folder, self.rows = name, os.path.join(folder, name), []
        self.unfit = self.gone = self.paragraphs = 0
        os.makedirs(self.folder, exist_ok=True)

    def add(self, row, page):
        text = dump(page, self.name)
        gold, lines = Pieces(row["text"].split("\n")), Pieces(text.split("\n"))
        there = [x is not None for x in place(gold, lines)]
        if sum(len(p) for p, t in zip(gold.v, there) if t) < PAGE_SHARE * len(gold.all):
            self.unfit += 1
            return
        gone = [t for t, ok in zip(gold.texts, there) if not ok]
        self.gone += len(gone)
        self.paragraphs += len(gold.v)
        path = os.path.join(self.folder, "%05d-%s.txt" % (len(self.rows), row["set"]))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        self.rows.append({"set": row["set"], "path": path, "all": gold, "title": row.get("title"),
                          "gold": Pieces([t for t, ok in zip(gold.texts, there) if ok]),
                          "gone": set().union(*map(grams, gone)), "date": row.get("date")})

    def run(self, program):
        run = subprocess.run(program.split() + ["--json", self.folder], capture_output=True)
        if run.returncode not in (0, 1):
            sys.exit(run.stderr.decode("utf-8", "replace"))
        arts = {a["file"]: a for a in map(json.loads, run.stdout.splitlines())}
        for row in self.rows:
            score(row, arts.get(row["path"]))


def share(hits, weights):
    all_of = sum(weights)
    return sum(w for h, w in zip(hits, weights) if h) / all_of if all_of else 0.0


def score(row, art):
    zoned = [b["text"] for b in art["blocks"] if b.get("zone", "body") == "body"] if art else []
    body, gold = Pieces(zoned), row["gold"]
    good = [x is not None for x in place(body, row["all"])]
    # what is like gold that the dump has otherwise says nothing
    said = [ok or not g or len(g & row["gone"]) < 0.5 * len(g)
            for ok, g in ((ok, grams(t)) for ok, t in zip(good, body.texts))]
    good = [g for g, s in zip(good, said) if s]
    words = [w for w, s in zip(body.words, said) if s]
    at = place(gold, body)
    found = [x is not None for x in at]
    row["P"], row["wP"] = share(good, [1] * len(good)), share(good, words)
    row["R"], row["wR"] = share(found, [1] * len(found)), share(found, gold.words)
    whole = [body.edge(x) and body.edge(x + len(p)) for x, p in zip(at, gold.v) if x is not None]
    row["whole"] = share(whole, [1] * len(whole))
    row["wrong"] = len(good) - sum(good)
    row["missed"] = len(found) - sum(found)
    row["t"] = None if not row["title"] else \
        bool(art) and squeeze(art["title"] or "") == squeeze(row["title"])
    row["day"] = None if not row["date"] or not art or not art["published"] else \
        (art["published"]["relation"], art["published"]["value"][:10] == row["date"][:10])


def mean(rows, key):
    v = [r[key] for r in rows if r[key] is not None]
    return sum(v) / len(v) if v else 0.0


def report(name, rows):
    on = [r["day"][1] for r in rows if r["day"] and r["day"][0] == "on"]
    print("  paragraphs  P %.4f  R %.4f  wrong %d  missed %d" % (
        mean(rows, "P"), mean(rows, "R"), sum(r["wrong"] for r in rows),
        sum(r["missed"] for r in rows)))
    print("  words       P %.4f  R %.4f" % (mean(rows, "wP"), mean(rows, "wR")))
    print("  whole       share %.4f" % mean(rows, "whole"))
    print("  title       equal %.4f" % mean(rows, "t"))
    if on:
        print("  date        said %d  right %.4f" % (len(on), sum(on) / len(on)))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("data")
    ap.add_argument("--program", default="build/bin/backfile clean")
    ap.add_argument("--sets", default="scrapinghub,naeb,fundus-evaluation")
    ap.add_argument("--half", default="all", choices=["dev", "test", "all"])
    ap.add_argument("--modes", default="browser,naive")
    ap.add_argument("--by-set", action="store_true", help="also each set alone")
    ap.add_argument("--worst", type=int, default=0, help="name the N worst pages")
    ap.add_argument("--keep", help="leave the dumps in this folder, for looking at them")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        modes = [Mode(name, args.keep or tmp) for name in args.modes.split(",")]
        for row, page in gold_rows(args):
            for mode in modes:
                mode.add(row, page)
        for mode in modes:
            if mode.rows:
                mode.run(args.program)
    for mode in modes:
        print("scrape-%s: pages %d, left out for want of gold %d; gold not in the dumps %d of %d"
              % (mode.name, len(mode.rows), mode.unfit, mode.gone, mode.paragraphs))
        report(mode.name, mode.rows)
        for name in sorted({r["set"] for r in mode.rows}) if args.by_set else []:
            print("scrape-%s-%s:" % (mode.name, name), "pages",
                  sum(r["set"] == name for r in mode.rows))
            report(name, [r for r in mode.rows if r["set"] == name])
        for r in sorted(mode.rows, key=lambda r: -r["wrong"] - r["missed"])[:args.worst]:
            print("%.2f %.2f %3d wrong %3d missed %s" % (r["P"], r["R"], r["wrong"], r["missed"],
                                                         r["path"]))


if __name__ == "__main__":
    main()
