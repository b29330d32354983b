# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Completion of backfile(1) for bash.  The lists are checked against --help by
# tests/tools/docs-check.sh; subcommands that are programs of their own (index,
# check, clean, serve) are asked for their options.

_backfile_commands='index search show cite export kwic timeline facets terms explain batch stats check clean serve help'
_backfile_archive='--index --socket --synonyms --no-daemon --help --version'

_backfile_options() { # subcommand
	case $1 in
	search) echo "--limit --offset --cursor --from --to --sort --zones --passages --collapse --expand --mode --ids --count --json $_backfile_archive" ;;
	show) echo "--zones --copies --json $_backfile_archive" ;;
	cite) echo "--style --json $_backfile_archive" ;;
	export) echo "--format --limit --from --to --sort --zones --mode $_backfile_archive" ;;
	kwic) echo "--sort --width --limit --offset --from --to --zones --mode --csv --json $_backfile_archive" ;;
	timeline) echo "--by --relative --svg --from --to --zones --mode --csv --json $_backfile_archive" ;;
	facets) echo "--facets --limit --from --to --zones --mode --csv --json $_backfile_archive" ;;
	terms) echo "--sort --limit --offset --csv --json $_backfile_archive" ;;
	explain) echo "--zones --mode --json $_backfile_archive" ;;
	batch) echo "--format --limit --tag --expand $_backfile_archive" ;;
	stats) echo "--json $_backfile_archive" ;;
	help) echo "--help --version" ;;
	index | check | clean | serve) backfile "$1" --help 2>/dev/null | sed -n 's/^  \(-.,\|   \) \(--[a-z0-9-]*\).*/\2/p' ;;
	esac
}

_backfile_choices() { # option subcommand
	case $1 in
	--style) echo "chicago apa mla bibtex ris csl-json" ;;
	--format) if [ "$2" = batch ]; then echo "trec csv"; else echo "ris bibtex csl-json csv jsonl"; fi ;;
	--sort)
		case $2 in
		kwic) ;;
		terms) echo "articles form" ;;
		*) echo "relevance date date-asc publication" ;;
		esac
		;;
	--by) echo "day week month year" ;;
	--facets) echo "publication author year month language section" ;;
	--mode) echo "lenient strict" ;;
	--collapse) echo "near exact off" ;;
	--zones) echo "all title dek body pullquote caption teaser nav ad bio comment legal" ;;
	esac
}

_backfile_paths() { # -d|-f beginning
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_backfile() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} cmd=${COMP_WORDS[1]-} words=
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=$_backfile_commands
	else
		case $prev in
		--style | --format | --sort | --mode | --collapse | --zones | --by | --facets) words=$(_backfile_choices "$prev" "$cmd") ;;
		--index) _backfile_paths -d "$cur"; return ;;
		--socket | --svg) _backfile_paths -f "$cur"; return ;;
		*)
			case $cmd/$cur in
			*/-*) words=$(_backfile_options "$cmd") ;;
			help/*) words=$_backfile_commands ;;
			index/* | clean/* | batch/*) _backfile_paths -f "$cur"; return ;;
			esac
			;;
		esac
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _backfile backfile
