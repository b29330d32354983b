#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# libxapian-c: header, version script and shared library name the same calls; the
# example of its README compiles as C against header and library, and runs.
. "$(dirname "$0")/../test-lib.sh"
room=$ROOT/libxapian-c
lib=$(dirname "$BIN")/lib/libxapian-c.so

# What the headers declare: comments and the bodies of structs removed, a name
# that begins with xc_ right before an opening bracket, at the left margin.
cat "$room"/xapian_c*.h | sed 's|/\*.*\*/||' | sed '/\/\*/,/\*\//d' |
	grep -vE '^[[:space:]]|^typedef|^#' |
	grep -oE '\bxc_[a-z0-9_]+\(' | tr -d '(' | sort -u >header
sed -n 's/^[[:space:]]*\(xc_[a-z0-9_]*\);$/\1/p' "$room/xapian_c.sym" | sort >script
nm -D --defined-only "$lib" | awk '$3 ~ /@@XAPIAN_C_0$/ && $2 != "A" { sub(/@@.*/, "", $3); print $3 }' |
	sort >exported
nm -D --defined-only "$lib" | awk '$2 != "A" { print $3 }' | grep -v '@@XAPIAN_C_0$' |
	grep -vE '^(__asan_|__ubsan_|__lsan_|__odr_)' >others

ok "the header declares calls" test "$(wc -l <header)" -gt 150
same "" "$(uniq -d script)" "no symbol stands twice in the version script"
same "" "$(diff header script)" "the version script has the calls of the header and no others"
same "" "$(diff script exported)" "the shared library exports those and no others"
same "" "$(cat others)" "nothing is exported without a version"

same "libxapian-c.so.0" "$(objdump -p "$lib" | awk '$1 == "SONAME" { print $2 }')" \
	"the library carries its soname"

for h in c11 c17; do
	printf '#include "%s"\n' xapian_c_memory.h xapian_c.h >one.c
	ok "the headers stand alone in $h" cc -std=$h -Wall -Wextra -pedantic -Werror -I"$room" \
		-fsyntax-only one.c
done
cp one.c one.cc
ok "the headers stand alone in C++" c++ -std=c++17 -Wall -Wextra -Werror -I"$room" -fsyntax-only one.cc

# The example: the one block of C in the README.
awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' "$room/README.md" >example.c
ok "the README has an example" test -s example.c
san=
[ "$MODE" = asan ] && san=-fsanitize=address,undefined
[ "$MODE" = tsan ] && san=-fsanitize=thread
ok "the example compiles" cc -std=c11 -Wall -Wextra -Werror $san -I"$room" -o example example.c \
	-L"$(dirname "$lib")" -lxapian-c -Wl,-rpath,"$(dirname "$lib")"
ok "the example runs" ./example "$SANDBOX/example.db"
same "$(awk '/^```text$/ { on = 1; next } /^```$/ { on = 0 } on' "$room/README.md")" "$(cat out)" \
	"it prints what the README says"

sed "s|@PREFIX@|/usr/local|; s|@VERSION@|0.1.0|" "$room/xapian-c.pc.in" >xapian-c.pc
same "-I/usr/local/include -L/usr/local/lib -lxapian-c" \
	"$(PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_PATH=. pkg-config --cflags --libs xapian-c | sed 's/ *$//')" \
	"pkg-config finds it"
ok "mandoc has nothing to say against the man page" sh -c \
	"command -v mandoc >/dev/null || exit 0; mandoc -T lint -W warning '$ROOT/docs/man/xapian_c.3'"
done_testing
