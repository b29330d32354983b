#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Shell completion: what is offered where.  docs-check compares the lists.
. "$(dirname "$0")/../test-lib.sh"

# The words offered for a command line whose last word is being typed.
offered() {
	bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _backfile; echo "${COMPREPLY[*]}"' \
		- "$ROOT/query/completion/backfile.bash" "$@"
}

same "search serve" "$(offered backfile se)" "subcommands by their beginning"
same "chicago csl-json" "$(offered backfile cite --style c)" "styles behind --style"
same "csl-json csv" "$(offered backfile export --format cs)" "formats of an export"
same "trec csv" "$(offered backfile batch --format '')" "formats of a batch"
same "date date-asc" "$(offered backfile search --sort d)" "orders behind --sort"
same "--no-daemon" "$(offered backfile search --n)" "options of a subcommand"
same "" "$(offered backfile stats --zo)" "and not those of another"
same "export explain" "$(offered backfile help ex)" "subcommands behind help"
mkdir folder
touch file
same "folder" "$(offered backfile search --index f)" "folders behind --index"
same "file folder" "$(offered backfile index f | tr ' ' '\n' | sort | paste -sd' ')" "files and folders to index"
same "" "$(offered backfile search f)" "nothing for the words of a query"
like '(^| )--socket( |$)' "$(offered backfile serve --s)" "options of a program of its own are asked for"

if command -v zsh >/dev/null; then
	ok "zsh reads its completion" zsh -n "$ROOT/query/completion/_backfile"
else
	skip "zsh reads its completion" "zsh is not installed"
fi

done_testing
