#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Replays the transcripts of a Markdown file: transcript.py FILE.md

Read are
  ```console blocks whose first line begins with "$ curl" (or with the words given
    as further arguments): each "$ command" is run by bash, a "\\" at the end of a
    line continues it, and what follows is what it prints;
  ```python and ```javascript blocks that a ```text block follows: the program is
    run by python3 or node, and the ```text block is what it prints.
A block marked "ignore" (```console ignore) is passed over.

Comparison: header lines (curl -i) may stand among others.  A body that is JSON is
compared as JSON, so it may be laid out freely: a member or an element … stands for
any further ones, a value … for any value, and … within a string for any text.
Anything else is compared line by line, … for any text, as a line for any lines.

One line of output for each step: "pass<TAB>title" or "fail<TAB>title<TAB>why".
Exit status 0 when all passed, 1 when one did not, 2 when there was none.
"""
import json
import re
import subprocess
import sys

MORE = "…"


def blocks(text):
    """(language, flags, first line number, lines) of each fenced block."""
    inside, out = None, []
    for number, line in enumerate(text.split("\n"), 1):
        if inside is None and line.startswith("```"):
            words = line[3:].split()
            inside = (words[0] if words else "", words[1:], number + 1, [])
        elif inside is not None and line.startswith("```"):
            out.append(inside)
            inside = None
        elif inside is not None:
            inside[3].append(line)
    return out


def commands(number, lines):
    """(line number, command, expected text) of each "$ " in a console block."""
    steps, more = [], False
    for offset, line in enumerate(lines):
        if more:
            steps[-1][1] += "\n" + line
            more = line.endswith("\\")
        elif line.startswith("$ "):
            steps.append([number + offset, line[2:], []])
            more = line.endswith("\\")
        elif steps:
            steps[-1][2].append(line)
    return [(n, c, "\n".join(e)) for n, c, e in steps]


def steps_of(text, heads):
    """(line number, argv, input, title, expected) of all that is to be run."""
    found = blocks(text)
    for i, (language, flags, number, lines) in enumerate(found):
        if "ignore" in flags or not lines:
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        if language == "console" and lines[0].startswith(heads):
            for n, command, expected in commands(number, lines):
                yield n, ["bash", "-c", command], None, command.split("\n")[0], expected
        elif language in ("python", "javascript") and after and after[0] == "text":
            argv = ["python3", "-"] if language == "python" else ["node", "-"]
            yield number, argv, "\n".join(lines), f"the {language} program", "\n".join(after[3])


def as_json(text):
    """The value of expected JSON in which … stands as a member, element or value."""
    out, i = [], 0
    for m in re.finditer(r'"(?:[^"\\]|\\.)*"|…', text):
        out.append(text[i:m.start()])
        i = m.end()
        if m.group() != MORE:
            out.append(m.group())
        elif re.search(r":\s*$", "".join(out)):
            out.append('{"value…":0}')
        elif re.search(r"^\s*[}]", text[i:]) or re.search(r'^\s*,\s*"(?:[^"\\]|\\.)*"\s*:', text[i:]):
            out.append('"…":0')
        else:
            out.append('{"element…":0}')
    out.append(text[i:])
    return json.loads("".join(out))


def glob(pattern, text):
    return re.fullmatch(".*".join(re.escape(p) for p in pattern.split(MORE)), text, re.S)


def differs(want, got, where="reply"):
    """None, or where and how the two differ."""
    if want == {"value…": 0}:
        return None
    if isinstance(want, str):
        if isinstance(got, str) and glob(want, got):
            return None
    elif isinstance(want, dict) and isinstance(got, dict):
        for key in want:
            if key != MORE and key not in got:
                return f"{where}: no member '{key}'"
        for key in got:
            if key not in want and MORE not in want:
                return f"{where}: member '{key}' is not in the document"
        for key in want:
            bad = key != MORE and differs(want[key], got[key], f"{where}.{key}")
            if bad:
                return bad
        return None
    elif isinstance(want, list) and isinstance(got, list):
        return differs_list(want, got, where)
    elif type(want) is type(got) and want == got:
        return None
    return f"{where}: {json.dumps(got, ensure_ascii=False)[:300]}, " \
           f"documented {json.dumps(want, ensure_ascii=False)[:300]}"


def differs_list(want, got, where):
    more = {"element…": 0}
    if more in want:
        head = want[:want.index(more)]
        tail = want[len(head) + 1:]
        if len(got) < len(head) + len(tail):
            return f"{where}: {len(got)} elements, documented at least {len(head) + len(tail)}"
        pairs = list(zip(head, got)) + list(zip(tail, got[len(got) - len(tail):]))
    elif len(want) != len(got):
        return f"{where}: {len(got)} elements, documented {len(want)}"
    else:
        pairs = list(zip(want, got))
    for i, (a, b) in enumerate(pairs):
        bad = differs(a, b, f"{where}[{i}]")
        if bad:
            return bad
    return None


def split_head(text):
    """Header lines and body of what curl -i printed; ([], text) of anything else."""
    if not text.startswith("HTTP/"):
        return [], text
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    return head.split("\n"), body


def differs_text(want, got):
    pattern = "".join(r"(?:.*\n)*?" if line == MORE else
                      r"[^\n]*".join(re.escape(p) for p in line.split(MORE)) + "\n"
                      for line in want.strip("\n").split("\n"))
    if re.fullmatch(pattern, got.strip("\n") + "\n"):
        return None
    return f"printed {got[:400]!r}, documented {want[:400]!r}"


def compare(want, got):
    want_head, want_body = split_head(want)
    got_head, got_body = split_head(got)
    for line in want_head:
        if line != MORE and not any(glob(line, g) for g in got_head):
            return f"no header line '{line}' among {got_head}"
    if not want_body.strip():
        return f"printed {got_body[:300]!r}, documented nothing" if got_body.strip() else None
    try:
        expected = as_json(want_body)
    except ValueError:
        return differs_text(want_body, got_body)
    try:
        return differs(expected, json.loads(got_body))
    except ValueError:
        return f"no JSON: {got_body[:300]!r}"


def main():
    heads = tuple("$ " + a for a in sys.argv[2:]) or ("$ curl",)
    with open(sys.argv[1], encoding="utf-8") as f:
        text = f.read()
    n = failed = 0
    for number, argv, given, title, want in steps_of(text, heads):
        n += 1
        try:
            done = subprocess.run(argv, input=given, capture_output=True, text=True, timeout=60,
                                  check=False)
            why = compare(want, done.stdout + done.stderr)
        except subprocess.TimeoutExpired:
            why = "took longer than 60 s"
        failed += why is not None
        tail = "" if why is None else "\t" + why.replace("\n", " ").replace("\t", " ")
        print(f"{'pass' if why is None else 'fail'}\tline {number}: {title}{tail}")
    sys.exit(2 if n == 0 else 1 if failed else 0)


if __name__ == "__main__":
    main()
