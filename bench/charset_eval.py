#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How many files in known encodings are decoded right: charset_eval.py FOLDER DECODE

FOLDER holds a folder for each encoding, named by it (a language may follow: the
part behind the last '-' that no codec knows).  DECODE is bench/decode.  A file is right when its
text equals what the folder's encoding gives, either as its standard or as browsers
read that label; marks of order, U+FFFD, controls and won for backslash are not compared.
"""
import codecs
import os
import re
import subprocess
import sys
import unicodedata

# what browsers take a label for, beside the codec of its own name
BROWSERS = {"iso-8859-1": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030",
            "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "tis-620": "cp874",
            "iso-8859-11": "cp874", "big5": "big5hkscs", "cp949": "cp949"}
NAMES = {"maccyrillic": "mac-cyrillic", "macroman": "mac-roman", "ibm855": "cp855", "ibm866": "cp866"}


def codec_names(folder):
    name = folder.lower()
    name = NAMES.get(name, name)
    while True:
        try:
            codecs.lookup(name)
            break
        except LookupError:
            if "-" not in name or name.startswith("euc-"):
                return [name]
            name = name.rsplit("-", 1)[0]
    return [name] + ([BROWSERS[name]] if name in BROWSERS else [])


def decoded(data, name):
    try:
        return data.decode(name, "replace")
    except LookupError:  # no such codec here: iconv may have it
        run = subprocess.run(["iconv", "-c", "-f", name, "-t", "utf-8"], input=data, capture_output=True)
        return run.stdout.decode("utf-8", "replace")


def plain(text):
    text = unicodedata.normalize("NFC", text)
    text = text.replace("\u20a9", "\\")  # one byte in Korean encodings
    return re.sub("[\ufeff\ufffd\x00-\x1f\x7f-\x9f]", "", text)


def texts(decode, paths):
    out = subprocess.run([decode] + paths, capture_output=True, check=True).stdout
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        path, flags, n = out[at:end].decode().rsplit("\t", 2)
        yield path, out[end + 1: end + 1 + int(n)].decode()
        at = end + 1 + int(n) + 1


def main():
    folder, decode = sys.argv[1:3]
    paths = sorted(os.path.join(top, f) for top, _, files in os.walk(folder) for f in files
                   if top != folder)
    right = 0
    for path, text in texts(decode, paths):
        data = open(path, "rb").read()
        names = codec_names(os.path.basename(os.path.dirname(path)))
        if any(plain(decoded(data, n)) == plain(text) for n in names):
            right += 1
        elif "-v" in sys.argv:
            print(f"  not right: {os.path.relpath(path, folder)}")
    print("charsets: files in about fifty encodings")
    print(f"  decoded      of {len(paths)} equal {right / max(1, len(paths)):.3f}")


main()
