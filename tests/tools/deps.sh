#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What backfile is built and tested with.  On Debian and its kin the missing
# packages are installed (apt-get, as root or through sudo); elsewhere their
# names are printed with what is missing, and nothing is changed.
set -u

debian="gcc g++ make pkg-config libxapian-dev libstemmer-dev libxml2-dev zlib1g-dev
 libmicrohttpd-dev libjansson-dev libcmocka-dev libutf8proc-dev libuchardet-dev
 libxxhash-dev libcurl4-openssl-dev xapian-tools curl python3 nodejs jq"
fedora="gcc gcc-c++ make pkgconf xapian-core-devel libstemmer-devel libxml2-devel zlib-devel
 libmicrohttpd-devel jansson-devel libcmocka-devel utf8proc-devel uchardet-devel
 xxhash-devel libcurl-devel xapian-core curl python3 nodejs jq"
arch="gcc make pkgconf xapian-core snowball libxml2 zlib libmicrohttpd jansson cmocka
 libutf8proc uchardet xxhash curl python nodejs jq"
alpine="gcc g++ make pkgconf musl-dev xapian-core-dev snowball-dev libxml2-dev zlib-dev
 libmicrohttpd-dev jansson-dev cmocka-dev utf8proc-dev uchardet-dev xxhash-dev
 curl-dev xapian-core bash coreutils curl python3 nodejs jq"
brew="pkg-config xapian snowball libxml2 libmicrohttpd jansson cmocka utf8proc uchardet
 xxhash curl node jq"

words() { echo "$1" | tr '\n' ' ' | tr -s ' '; }

missing_parts() {
	for tool in gcc g++ make pkg-config curl python3 node jq; do
		command -v "$tool" >/dev/null 2>&1 || echo "$tool"
	done
	for lib in xapian-core libxml-2.0 zlib libmicrohttpd jansson cmocka libutf8proc uchardet libxxhash libcurl; do
		pkg-config --exists "$lib" 2>/dev/null || echo "$lib"
	done
	[ -f /usr/include/libstemmer.h ] || [ -f /usr/local/include/libstemmer.h ] ||
		[ -f /opt/homebrew/include/libstemmer.h ] || echo libstemmer
}

if ! command -v apt-get >/dev/null 2>&1; then
	echo "backfile is built with these packages:"
	echo "  Fedora:   dnf install $(words "$fedora")"
	echo "  Arch:     pacman -S --needed $(words "$arch")"
	echo "  Alpine:   apk add $(words "$alpine")"
	echo "  Homebrew: brew install $(words "$brew")"
	gone=$(missing_parts | tr '\n' ' ')
	[ -z "$gone" ] && { echo "Nothing is missing here."; exit 0; }
	echo "Missing here: $gone"
	exit 1
fi

want=
for p in $debian; do
	# A tool that is there without its Debian package (node, python3) will do.
	case $p in
	nodejs) command -v node >/dev/null 2>&1 && continue ;;
	curl | jq | python3 | gcc | g++ | make | pkg-config) command -v "$p" >/dev/null 2>&1 && continue ;;
	esac
	dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || want="$want $p"
done
[ -z "$want" ] && exit 0
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || {
		echo "deps: not root and no sudo; please install:$want" >&2
		exit 1
	}
	sudo=sudo
fi
echo "installing:$want"
log=$(mktemp)
if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y --no-install-recommends $want; } >"$log" 2>&1; then
	tail -n 20 "$log" >&2
	echo "deps: apt-get failed; the whole log is $log" >&2
	exit 1
fi
rm -f "$log"
