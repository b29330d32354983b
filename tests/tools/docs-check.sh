#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Whether the documents say what the programs do.  Prints TAP.
#
#   1. the options of each program and subcommand: --help = man page = completions
#   2. each ```console block of README.md and docs/*.md that begins with
#      "$ backfile": run over an archive of corpus/sample, its output compared.
#      A … stands for any text, as a line of its own for any lines; times in ms
#      are not compared.  ```console ignore is passed over.
#   3. man pages pass mandoc's lint
#   4. relative links lead to files that are there
#
# It needs the release build (MODE=... for another).
. "$(dirname "$0")/../test-lib.sh"
shopt -s extglob

OWN='search show cite export kwic timeline facets terms explain batch stats help'
PROGRAM='index check clean serve'
COMMON='--help --index --no-daemon --socket --synonyms --version -h'
MAN=$ROOT/docs/man
BASH_COMPLETION=$ROOT/query/completion/backfile.bash
ZSH_COMPLETION=$ROOT/query/completion/_backfile

sorted() { tr ' ' '\n' | grep -v '^$' | sort -u | paste -sd' '; }
minus() { comm -23 <(tr ' ' '\n' <<<"$1" | sort -u) <(tr ' ' '\n' <<<"$2" | sort -u) | paste -sd' '; }

# --- 1. options -------------------------------------------------------------

help_options() { # command...: the options in its --help
	"$@" --help | sed -n 's/^  \(\(-.\), \|    \)\(--[a-z0-9-]*\).*/\2 \3/p' | sorted
}

man_options() { # the options in the .It lines of mdoc source on standard input
	grep '^\.It ' | grep -oE 'Fl -?[a-zA-Z0-9-]+' | sed 's/^Fl /-/' | sorted
}

man_section() { # page heading-prefix: the lines of that .Ss or .Sh
	awk -v want="$2" '/^\.S[sh] / { inside = index($0 " ", want " ") == 1; next } inside' "$1"
}

long_only() { tr ' ' '\n' | grep '^--' | sorted; }

zsh_options() { # subcommand: what zsh completes, with its shared lists put in
	local body shared=
	body=$(awk -v c="$1" '/^\tcase \$cmd in/ { cases = 1; next }
		cases && $1 == c")" { on = 1 }
		on { print }
		on && /;;/ { exit }' "$ZSH_COMPLETION")
	case $body in *'$archive'*) shared=$(awk '/local -a archive/,/^\t\)/' "$ZSH_COMPLETION") ;; esac
	case $body in *'$articles'*) shared+=$(awk '/local -a articles/,/^\t\)/' "$ZSH_COMPLETION") ;; esac
	case $body in *'$span'*) shared+=$(awk '/local -a span/,/^\t\)/' "$ZSH_COMPLETION") ;; esac
	printf '%s\n%s\n' "$body" "$shared" | grep -oE -- '--[a-z][a-z-]*' | sorted
}

check_subcommand() {
	local c=$1 help own
	help=$(help_options backfile "$c")
	own=$(man_section "$MAN/backfile.1" ".Ss $c" | man_options)
	same "$(minus "$help" "$COMMON")" "$own" "backfile $c: --help and backfile(1) have the same options"
	same "$(long_only <<<"$help")" "$(bash -c '. "$1"; _backfile_options "$2"' - "$BASH_COMPLETION" "$c" | sorted)" \
		"backfile $c: bash completes its options"
	[ "$c" = help ] && return
	same "$(long_only <<<"$help")" "$(zsh_options "$c")" "backfile $c: zsh completes its options"
}

# The words of a choice, from what is said of a wrong one.
choices() { # subcommand option
	backfile "$1" "$2" '?' x 2>&1 | sed -n 's/.*is none of //p' | tr '|' ' '
}

check_choices() { # subcommand option
	local words
	words=$(choices "$1" "$2")
	same "$words" "$(bash -c '. "$1"; _backfile_choices "$2" "$3"' - "$BASH_COMPLETION" "$2" "$1")" \
		"backfile $1 $2: bash completes its words"
	ok "backfile $1 $2: zsh completes its words" grep -qF "($words)" "$ZSH_COMPLETION"
	local word page
	page=$(mandoc_words "$1")
	for word in $words; do
		case " $page " in *" $word "*) ;; *) report 1 "backfile(1) says what $1 $2 $word is" ;; esac
	done
}

mandoc_words() { # the words behind .Cm in a section (and in search, which others refer to)
	{ man_section "$MAN/backfile.1" ".Ss $1"; man_section "$MAN/backfile.1" ".Ss search"; } |
		grep '^\.Cm\|^\.Pq.*Cm' | tr -d ',.;' | tr '\n' ' '
}

check_program() { # program page [first-option...]: the page has the options of each mode
	local help mode page program=$1
	if [ ! -f "$MAN/$2" ]; then
		report 1 "$program has a man page, docs/man/$2"
		return
	fi
	page=$(man_options <"$MAN/$2")
	help=$(help_options "$program")
	shift 2
	for mode; do help+=" $mode $(help_options "$program" "$mode")"; done
	help=$(sorted <<<"$help")
	same "$(long_only <<<"$help")" "$(long_only <<<"$page")" "$program: --help and its man page have the same options"
	same "" "$(minus "$(tr ' ' '\n' <<<"$page" | grep -v '^--' | sorted)" "$help")" \
		"$program: the man page has no letter that --help has not"
}

listed() { backfile help | sed -n 's/^  \([a-z]*\) .*/\1/p' | paste -sd' '; }

for c in $OWN; do check_subcommand "$c"; done
same "$(sorted <<<"$OWN $PROGRAM")" "$(listed | sorted)" "this check knows every subcommand"
same "$(listed)" "$(sed -n 's/^\.Ss \([a-z]*\).*/\1/p' "$MAN/backfile.1" | paste -sd' ')" \
	"backfile(1) has every subcommand, in the order of help"
same "$(listed)" "$(bash -c '. "$1"; echo "$_backfile_commands"' - "$BASH_COMPLETION")" "bash completes every subcommand"
same "$(listed)" "$(sed -n "s/^\t\t'\([a-z]*\):.*/\1/p" "$ZSH_COMPLETION" | paste -sd' ')" "zsh completes every subcommand"
same "$COMMON" "$(man_section "$MAN/backfile.1" ".Sh COMMON OPTIONS" | man_options)" "backfile(1) has the common options"
check_choices cite --style
check_choices export --format
check_choices search --sort
check_choices search --mode
check_choices search --collapse
check_choices batch --format
check_choices timeline --by
check_choices terms --sort
# the man page of the indexer also has the modes that are subcommands of backfile
check_program backfile-indexer backfile-indexer.1 --clean --check
check_program backfile-searchd backfile-searchd.8

# --- 2. examples --------------------------------------------------------------

# Expected text on standard input to a pattern of [[ = ]].
pattern_of() {
	local line out=
	while IFS= read -r line; do
		if [ "$line" = … ]; then
			out+='*'
			continue
		fi
		line=${line//\\/\\\\}
		line=${line//\*/\\*}
		line=${line//\?/\\?}
		line=${line//\[/\\[}
		line=${line//(/\\(}
		line=${line//)/\\)}
		line=${line//|/\\|}
		line=${line//…/*([!$'\n'])}
		out+=$line$'\n'
	done
	printf '%s' "$out"
}

times() { sed -E 's/[0-9.]+ ms/… ms/g'; }

run_example() { # title command expected-file
	local actual pattern
	actual=$(cd "$SANDBOX/example" && timeout 60 bash -c "$2" 2>&1 </dev/null | times; echo .)
	actual=${actual%.}
	pattern=$(times <"$3" | pattern_of; echo .)
	pattern=${pattern%.}
	# shellcheck disable=SC2053
	if [[ $actual == $pattern ]]; then report 0 "$1"; else
		report 1 "$1"
		diff <(cat "$3") <(printf '%s' "$actual") | diag
	fi
}

# Split the console blocks of a file into $SANDBOX/blocks/N.{cmd,out}.
split_blocks() {
	rm -rf "$SANDBOX/blocks"
	mkdir "$SANDBOX/blocks"
	awk -v dir="$SANDBOX/blocks" '
		/^```console[ ]*$/ && !inside { inside = 1; first = 1; run = 0; next }
		/^```/ { if (inside) { inside = 0; next } }
		!inside { next }
		first { run = /^\$ backfile /; first = 0 }
		!run { next }
		more { cmd = cmd "\n" $0; more = /\\$/; print cmd > base ".cmd"; close(base ".cmd"); next }
		/^\$ / {
			base = sprintf("%s/%03d", dir, ++n)
			cmd = substr($0, 3)
			more = /\\$/
			print cmd > (base ".cmd"); close(base ".cmd")
			printf "" > (base ".out"); close(base ".out")
			print FNR > (base ".line"); close(base ".line")
			next
		}
		{ print >> (base ".out"); close(base ".out") }
	' "$1"
}

check_examples() { # file
	local b title
	split_blocks "$1"
	for b in "$SANDBOX"/blocks/*.cmd; do
		[ -f "$b" ] || continue
		title="${1#"$ROOT"/}:$(cat "${b%.cmd}.line"): $(head -n 1 "$b")"
		run_example "$title" "$(cat "$b")" "${b%.cmd}.out"
	done
}

mkdir -p example/corpus
ln -s "$ROOT/corpus/sample" example/corpus/sample
export BACKFILE_INDEX=$SANDBOX/archive COLUMNS=80
if ok "the sample archive can be indexed" bash -c 'cd example && backfile index corpus/sample'; then
	for f in "$ROOT"/README.md "$ROOT"/docs/*.md; do
		[ -f "$f" ] && check_examples "$f"
	done
fi
unset BACKFILE_INDEX

# --- 3. man pages ---------------------------------------------------------------

for page in "$MAN"/*.[1-8]; do
	[ -f "$page" ] || continue
	if command -v mandoc >/dev/null; then
		ok "mandoc finds nothing in ${page##*/}" mandoc -T lint -W warning "$page"
	else
		skip "mandoc finds nothing in ${page##*/}" "mandoc is not installed"
	fi
done

# --- 4. links ---------------------------------------------------------------------

links() { # the relative targets in a Markdown file, outside of code
	awk '/^```/ { code = !code; next } !code' "$1" | sed 's/`[^`]*`//g' |
		grep -oE '\]\([^) ]+' | sed 's/^](//; s/#.*//' | grep -vE '^([a-z]+:|$)' | sort -u
}

for f in $(cd "$ROOT" && git ls-files '*.md' 2>/dev/null || ls ./*.md docs/*.md 2>/dev/null); do
	broken=$(for to in $(links "$ROOT/$f"); do
		[ -e "$(dirname "$ROOT/$f")/$to" ] || printf '%s ' "$to"
	done)
	same "" "$broken" "$f: every link leads to a file"
done

done_testing
