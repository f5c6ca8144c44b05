#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do the documents say what the program does? The manual against the help, the README against the demo and
# against change requests on a model of GitHub, the codes against explain, and every link. `docs.sh --write`
# takes the README's output from there.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

cd "$project"

# ---- the manual -----------------------------------------------------------------------------------

commands() {
	"$BIN" help | sed -n '/^For /,/^$/s/^  \([a-z]\+\( [a-z-]\+\)\{0,1\}\)  .*/\1/p'
}

# "COMMAND|--option" and "COMMAND|" for each command.
options_by_help() {
	local command option
	commands | while read -r command; do
		printf '%s|\n' "$command"
		# shellcheck disable=SC2086 # one or two words
		"$BIN" help $command | sed -n 's/^  \(--[a-z-]*\) .*/\1/p' | while read -r option; do
			printf '%s|%s\n' "$command" "$option"
		done
	done
}

# The same from the sections of the manual; an option of any section must be explained somewhere.
options_by_manual() {
	awk '
		/^\.S[hs] / { command = "" }
		/^\.Ss changegate / { command = $0; sub(/^\.Ss changegate /, "", command); print command "|" }
		command != "" && /^\.(It |Op )?Fl / {
			for (i = 1; i < NF; i++)
				if ($i == "Fl" || $i == ".Fl")
					print command "|-" $(i + 1)
		}' docs/changegate.1
}

options_by_help | sort -u >"$work/by-help"
options_by_manual | sort -u >"$work/by-manual"
[ "$(wc -l <"$work/by-help")" -gt 60 ] || fail 'the help lists too few options'
diff "$work/by-help" "$work/by-manual" >&2 || fail 'help (<) and docs/changegate.1 (>) differ'
ok "$(wc -l <"$work/by-help") commands and options are in the manual, and no others"

cut -d '|' -f 2 "$work/by-help" | sort -u | while read -r option; do
	[ -z "$option" ] ||
		grep -qE "^\.It (Fl .*)?Fl $(printf %s "${option#-}" | sed 's/-/\\-/g')( |\$)" docs/changegate.1 ||
		fail "the manual does not explain $option"
done
ok 'each option is explained'

grep -rhoE '(getenv|is_set|environment)\("[A-Z_]+"|"CHANGEGATE_[A-Z_]+"' cmd integrations |
	sed 's/.*"\(.*\)"/\1/' | sort -u | grep -vx SUDO_UID >"$work/variables" # that one is of sudo
[ "$(wc -l <"$work/variables")" -ge 12 ] || fail 'too few variables were found'
while read -r name; do
	grep -q "Ev $name" docs/changegate.1 || fail "the manual does not name the variable $name"
done <"$work/variables"
ok 'each variable is in the manual'

if command -v mandoc >/dev/null; then
	for page in docs/*.[15]; do
		run mandoc -Tlint -Wwarning "$page"
		[ "$status" -eq 0 ] || fail "mandoc complains about $page"
	done
	ok 'mandoc has nothing to say'
else
	echo 'note: no mandoc here, so the manuals were not linted'
fi

# ---- the codes ------------------------------------------------------------------------------------

sed -n 's/^\t{"\([A-Z][A-Z0-9-]*\)", .*/\1/p' core/code_*.c >"$work/codes"
[ "$(wc -l <"$work/codes")" -gt 80 ] || fail 'too few codes were found in the tables of core/code.h'
"$BIN" explain >"$work/all"
while read -r code; do
	expect 0 "$BIN" explain "$code"
	[ "$(head -c "${#code}" "$work/out")" = "$code" ] || fail "explain says something else than $code"
	[ "$(sed -n 2p "$work/out" | wc -c)" -gt 20 ] || fail "explain says nothing about $code"
	grep -q "^  $code " "$work/all" || fail "the list of codes lacks $code"
done <"$work/codes"
ok "$(wc -l <"$work/codes") codes are explained"

# ---- the README -----------------------------------------------------------------------------------

BIN=$BIN bash tests/demo.sh >"$work/demo" 2>"$work/demo-messages" ||
	fail "the demo fails: $(tail -n 3 "$work/demo-messages")"
[ ! -s "$work/demo-messages" ] || fail 'the demo writes to stderr'
ok 'the demo passes'
mkdir "$work/stories"
BUILD=$BUILD bash tests/e2e/pr-stories "$work/stories" >"$work/out" 2>"$work/err" || fail 'the stories fail'
cat "$work/stories/fails.txt" >>"$work/demo"

# The last run of a command in the demo, with what it said.
run_of() {
	awk -v command="\$ $1" '
		/^(\$ |# |== |All as told)/ { keep = 0 }
		$0 == command { keep = 1; text = "" }
		keep { text = text $0 "\n" }
		END { sub(/\n+$/, "\n", text); printf "%s", text }' "$work/demo"
}

# README.md with the console blocks as the demo has them.
fill_readme() {
	local line in_block=
	while IFS= read -r line; do
		case $in_block$line in
		'```console') in_block=1 ;;
		1'```') in_block= ;;
		1'$ '*)
			run_of "${line#\$ }" >"$work/run"
			[ -s "$work/run" ] || fail "the README quotes what the demo does not run: $line"
			cat "$work/run"
			continue
			;;
		1*) continue ;;
		esac
		printf '%s\n' "$line"
	done <README.md
}

# Ids, digests, times and the folder differ from run to run.
mask() {
	sed -E 's/[0-9A-HJKMNP-TV-Z]{26}/ID/g; s/SHA256:[A-Za-z0-9+\/]{43}/SHA256:KEY/g
		s/[0-9a-f]{64}/DIGEST/g; s/\b[0-9a-f]{12}\b/SHORT/g
		s/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g; s#[^ ]*/changegate-demo-[A-Za-z0-9]*#FOLDER#g'
}

fill_readme >"$work/README.md"
if [ "${1:-}" = --write ]; then
	cat "$work/README.md" >README.md
	echo 'README.md is written'
fi
diff <(mask <README.md) <(mask <"$work/README.md") >&2 ||
	fail 'README.md (<) is not what the demo says now (>): tests/e2e/docs.sh --write'
[ "$(grep -c '^```console' README.md)" -ge 4 ] || fail 'the README quotes less than it should'
ok 'the README quotes what the demo says'

# Shell lines of the README that the demo runs.
awk '/^<!-- lines of make demo -->/ { wanted = 1 } /^```sh/ && wanted { inside = 1; wanted = 0; next }
	/^```/ { inside = 0 } inside' README.md >"$work/lines"
[ "$(wc -l <"$work/lines")" -ge 7 ] || fail 'the README has too few lines of the demo'
sed 's/^\$ //' "$work/demo" >"$work/plain"
while IFS= read -r line; do
	grep -qxF -- "$line" "$work/plain" || fail "the demo does not run this line of the README: $line"
done <"$work/lines"
ok 'the shell lines of the README are run by the demo'

# ---- links, numbers, words --------------------------------------------------------------------------

for page in *.md docs/*.md; do
	{ grep -oE '\]\([^) ]+\)' "$page" || true; } | sed 's/^](//; s/)$//; s/#.*//' | while read -r target; do
		case $target in '' | http*) continue ;; esac
		[ -e "$(dirname "$page")/$target" ] || fail "$page links to $target, which is not there"
	done
done
ok 'each link leads somewhere'

sed -n 's/^\tSTATUS_[A-Z_]* = \([0-9]*\),.*/\1/p' cmd/status.h >"$work/statuses"
[ "$(wc -l <"$work/statuses")" -ge 7 ] || fail 'too few exit statuses were found'
while read -r number; do
	grep -qE "^\| $number \|" README.md || fail "the README lacks exit status $number"
	grep -qE "^\.It $number\$" docs/changegate.1 || fail "the manual lacks exit status $number"
done <"$work/statuses"
ok 'the exit statuses are told'

# What only an auditor says. A sentence that denies it is written out here, so that no claim hides behind a "not".
promises='complian(t|ce)|certif(y|ies|ied|ication)|in our opinion|guarant(ee|ees|eed|y)|audit-proof|tamper-proof'
denials='whether that is compliant is for the auditor to say
changegate certifies nothing'

# claims FILE...: the lines that promise, without the sentences that deny.
claims() {
	local denial line
	{ grep -HniE "\b($promises)\b" "$@" || true; } | while IFS= read -r line; do
		while IFS= read -r denial; do
			line=${line//"$denial"/}
		done <<<"$denials"
		grep -iE "\b($promises)\b" <<<"$line" || true
	done
}

# The search finds what it should, or its silence says nothing.
cat >"$work/words.md" <<'END'
Your releases are compliant.
In our opinion the control is effective.
We read the log; whether that is compliant is for the auditor to say.
changegate certifies nothing, and your deploys are guaranteed.
END
[ "$(claims "$work/words.md" | cut -d : -f 2 | tr '\n' ' ')" = '1 2 4 ' ] || fail 'the search for promises is broken'
shopt -s globstar nullglob
spoken=(*.md action.yml docs/*.md docs/*.[15] policies/* reports/**/*.{c,h,html,js} audit/*.{c,h} checks/*.c
	core/code_*.c cmd/*.{c,h} integrations/github_say.c)
[ "${#spoken[@]}" -gt 150 ] || fail 'too few files were found to search for promises'
claims "${spoken[@]}" >"$work/claims"
[ ! -s "$work/claims" ] || fail "nothing here may promise what an auditor decides: $(cat "$work/claims")"
ok "no document, report or message promises what an auditor decides (${#spoken[@]} files)"
