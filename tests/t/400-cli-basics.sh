#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The command line without an archive: help, wrong use, what to do next.
. "$(dirname "$0")/../test-lib.sh"

ok "backfile alone lists the subcommands" backfile
like '^  search ' "$(cat out)" "and names search"
same "" "$(awk 'length > 80' out)" "in 80 columns"
same "$(cat out)" "$(backfile help)" "help says the same"
same "$(cat out)" "$(backfile --help)" "and so does --help"
like '^backfile [0-9]+\.[0-9]+\.[0-9]+$' "$(backfile --version)" "--version prints one line"

for c in search show cite export explain batch stats help; do
	ok "$c has --help" backfile "$c" --help
	same "$(cat out)" "$(backfile help "$c")" "help $c is $c --help"
	like '^Usage: backfile '"$c" "$(cat out)" "$c --help begins with its usage"
done

for c in index clean check; do
	ok "help $c asks the indexer" backfile help "$c"
	like '^Usage: backfile' "$(cat out)" "which prints its usage"
done
ok "help serve asks the daemon" backfile help serve
like '^Usage: backfile-searchd' "$(cat out)" "which prints its usage"

fails 2 "an unknown subcommand is an error" backfile serch x
same "backfile: no subcommand 'serch'; did you mean 'search'?" "$(cat err)" "that suggests the nearest"
same "" "$(cat out)" "on standard error only"
fails 2 "a query without a subcommand is an error" backfile kaspersky
like "backfile search QUERY" "$(cat err)" "that says how to search"
fails 2 "an option without a subcommand is an error" backfile --json search x
like "behind the subcommand" "$(cat err)" "that says where it goes"
fails 2 "help for an unknown subcommand is an error" backfile help nope
fails 2 "an unknown option is an error" backfile search --nope x
like "unknown option --nope.*backfile search --help" "$(cat err)" "that names it"
fails 2 "an ambiguous beginning of an option is an error" backfile search --s x
fails 2 "no query is an error" backfile search
fails 2 "a bad number is named" backfile search -n 1001 x
like "'1001' is not a number from 1 to 1000" "$(cat err)" "with its bounds"

fails 2 "without an archive search does not run" backfile search x
like "no archive at $HOME/.local/share/backfile: 'backfile index FOLDER' makes one" "$(cat err)" "and says what to do next"
fails 2 "an archive that is not there is named" backfile search --index "$SANDBOX/none" x
like "no archive at $SANDBOX/none" "$(cat err)" "by its path"
BACKFILE_INDEX=$SANDBOX/env run backfile stats
like "no archive at $SANDBOX/env" "$(cat err)" "BACKFILE_INDEX names the archive"
XDG_DATA_HOME=$SANDBOX/xdg run backfile stats
like "no archive at $SANDBOX/xdg/backfile" "$(cat err)" "else XDG_DATA_HOME does"
mkdir empty
fails 2 "an empty folder is no archive" backfile search --index empty x
like "empty" "$(cat err)" "and is named"

fails 2 "a missing socket is an error" backfile search --socket "$SANDBOX/gone.sock" x
like "no daemon answers at $SANDBOX/gone.sock .*backfile serve" "$(cat err)" "that names it and says what to do"
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("dead.sock")' 2>/dev/null
if [ -S dead.sock ]; then
	fails 2 "a dead socket is an error" backfile search --socket "$SANDBOX/dead.sock" x
	like "no daemon answers at .*dead.sock.*refused" "$(cat err)" "that says it refused"
	mv dead.sock backfile.sock
	XDG_RUNTIME_DIR=$SANDBOX run backfile search x
	like "no archive at" "$(cat err)" "a dead default socket is passed over"
else
	skip "a dead socket is an error" "no Python here to make one"
fi
BACKFILE_SOCKET=$SANDBOX/gone.sock run backfile search x
like "no daemon answers at $SANDBOX/gone.sock" "$(cat err)" "BACKFILE_SOCKET counts as named"
BACKFILE_SOCKET=$SANDBOX/gone.sock run backfile search --no-daemon x
like "no archive at" "$(cat err)" "--no-daemon asks no socket"
long=$SANDBOX/$(printf 'x%.0s' $(seq 120))
fails 2 "a socket path past the system's bound is an error" backfile search --socket "$long" x
like "longer than 107 bytes" "$(cat err)" "that tells the bound"

for bad in '' 'a:x#9' 'a:x#p0' 'a b' '../etc'; do
	fails 2 "'$bad' is no key" backfile show --no-daemon "$bad"
done

if [ -w /dev/full ]; then
	backfile help >/dev/full 2>err
	same 2 $? "a full disk under standard output is trouble"
	like "standard output: .*[Nn]o space" "$(cat err)" "and is told"
else
	skip "a full disk under standard output is trouble" "no /dev/full here"
fi

mkdir alone
cp "$(command -v backfile)" alone/
run env PATH=/usr/bin:/bin alone/backfile serve --help
same 2 $? "a missing program is trouble"
like "backfile-searchd.*neither beside this one nor in PATH" "$(cat err)" "that says where it was looked for"
printf '#!/bin/sh\necho "beside: $*"\n' >alone/backfile-indexer
chmod +x alone/backfile-indexer
same "beside: --clean --text x y" "$(alone/backfile clean --text x y)" "clean runs the indexer beside it"
same "beside: --check --index d" "$(alone/backfile check --index d)" "check runs it with --check"
same "beside: --prune x" "$(alone/backfile index --prune x)" "index passes its options on"
mkdir path
mv alone/backfile-indexer path/
same "beside: a" "$(PATH=$SANDBOX/path:$PATH alone/backfile index a)" "and PATH comes second"

done_testing
