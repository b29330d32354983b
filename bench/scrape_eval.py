#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Paragraph precision and recall of the cleaner on text scrapes.

usage: bench/scrape_eval.py DATA [--program CMD] [--sets a,b] [--half dev|test|all]
                            [--mode browser|naive|wrapped] [--worst N] [--keep DIR]

DATA holds extraction/SET/gold.jsonl and the pages (see its README).  Each page's
text is dumped as a browser ("browser": empty lines around paragraphs, bullets), a plain
tag stripper ("naive": one line a block) or a terminal browser ("wrapped": 80
columns) would; the gold body is carried over.  The dumps live in a temporary
folder and are removed: nothing of the data is stored.

Precision: share of the body paragraphs given whose letters and digits are all in
the gold body, in a row.  Recall: share of the gold's paragraphs that are in the
body given, likewise.  Both are means over pages.  Pages whose gold is not in the
dump at all (text made by scripts) are left out and counted.
"""
import argparse, gzip, hashlib, html.parser, json, os, re, subprocess, sys, tempfile, textwrap
from urllib.parse import urlparse

SKIP = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "canvas"}
PARA = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre",
        "figure", "dl", "hr", "form", "fieldset"}
BLOCK = PARA | {"div", "li", "section", "article", "header", "footer", "nav", "aside", "main",
                "tr", "figcaption", "dt", "dd", "address", "details", "summary", "option",
                "button", "body", "html", "label", "select", "video"}
VOID = {"br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "base", "col",
        "embed", "param", "track"}


class Dump(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.skip, self.stack = [], 0, []

    def hidden(self, attrs):
        d = dict(attrs)
        style = (d.get("style") or "").replace(" ", "").lower()
        return "hidden" in d or "display:none" in style

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            if tag == "br":
                self.out.append("\n")
            return
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
        if not self.skip:
            self.out.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def dump(page, mode):
    d = Dump()
    try:
        d.feed(page)
        d.close()
    except Exception:
        return ""
    text = "".join(d.out)
    # a bullet stands before the first text of its item, as in a copy from a browser
    if mode != "naive":
        text = re.sub(r"\x01([\x00\x01\s]*)", r"\1• ", text)
    text = text.replace("\x01", "")
    text = re.sub(r" ?\x00[\x00 ]*", lambda m: "\n\n" if m[0].count("\x00") > 1 and
                  "\x00\x00" in m[0].replace(" ", "") and mode != "naive" else "\n", text)
    lines = [re.sub(r"[ \t]+", " ", x).strip() for x in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
    if mode == "naive":
        text = re.sub(r"\n+", "\n", text)
    if mode == "wrapped":
        text = "\n".join(textwrap.fill(x, 80, break_long_words=False, break_on_hyphens=False)
                         if x else "" for x in text.split("\n")) + "\n"
    return text


def squeeze(s):
    return re.sub(r"[\W_]+", "", s, flags=re.U).lower()


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


def load(args, folder):
    rows, unfit = [], 0
    for name in args.sets.split(","):
        base = os.path.join(args.data, "extraction", name)
        for line in open(os.path.join(base, "gold.jsonl"), encoding="utf-8"):
            row = json.loads(line)
            if not row.get("text") or (args.half != "all" and half_of(row) != args.half):
                continue
            gold = [p for p in (squeeze(x) for x in row["text"].split("\n")) if p]
            text = dump(read_page(os.path.join(base, row["html"])), args.mode)
            there = squeeze(text)
            if sum(p in there for p in gold) < 0.9 * len(gold):
                unfit += 1
                continue
            path = os.path.join(folder, "%05d-%s.txt" % (len(rows), name))
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            rows.append({"set": name, "path": path, "gold": gold, "title": row.get("title"),
                         "url": row.get("url"), "date": row.get("date")})
    return rows, unfit


def score(row, art):
    body = [squeeze(b["text"]) for b in art["blocks"]] if art else []
    body = [b for b in body if b]
    gold, mine = "".join(row["gold"]), "".join(body)
    good = sum(b in gold for b in body)
    found = sum(g in mine for g in row["gold"])
    return (good / len(body) if body else 0.0), found / len(row["gold"])


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("data")
    ap.add_argument("--program", default="build/bin/backfile clean")
    ap.add_argument("--sets", default="scrapinghub,naeb,fundus-evaluation")
    ap.add_argument("--half", default="all", choices=["dev", "test", "all"])
    ap.add_argument("--mode", default="browser", choices=["browser", "naive", "wrapped"])
    ap.add_argument("--worst", type=int, default=0, help="name the N worst pages")
    ap.add_argument("--keep", help="leave the dumps in this folder, for looking at them")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        folder = args.keep or tmp
        os.makedirs(folder, exist_ok=True)
        rows, unfit = load(args, folder)
        run = subprocess.run(args.program.split() + ["--json", folder], capture_output=True)
        if run.returncode not in (0, 1):
            sys.exit(run.stderr.decode("utf-8", "replace"))
    arts = {a["file"]: a for a in map(json.loads, run.stdout.splitlines())}
    table = {}
    for row in rows:
        art = arts.get(row["path"])
        row["p"], row["r"] = score(row, art)
        row["t"] = None if not row["title"] else \
            bool(art) and squeeze(art["title"] or "") == squeeze(row["title"])
        row["day"] = None if not row["date"] or not art or not art["published"] else \
            (art["published"]["relation"], art["published"]["value"][:10] == row["date"][:10])
        for key in (row["set"], "all"):
            table.setdefault(key, []).append(row)
    print("%-20s %5s %9s %7s %7s %7s" % (args.mode, "pages", "precision", "recall", "title", "date on"))
    for key, v in table.items():
        t = [r["t"] for r in v if r["t"] is not None]
        on = [r["day"][1] for r in v if r["day"] and r["day"][0] == "on"]
        print("%-20s %5d %9.4f %7.4f %7s %s" % (
            key, len(v), sum(r["p"] for r in v) / len(v), sum(r["r"] for r in v) / len(v),
            "%.3f" % (sum(t) / len(t)) if t else "-",
            "%d/%d" % (sum(on), len(on)) if on else "-"))
    if unfit:
        print("left out, gold not in the dump: %d" % unfit)
    for r in sorted(rows, key=lambda r: r["p"] + r["r"])[:args.worst]:
        print("%.2f %.2f %s" % (r["p"], r["r"], r["path"]))


if __name__ == "__main__":
    main()
