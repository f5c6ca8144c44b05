# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what people wrote at the forge cannot act: escapes, bidi controls, workflow commands,
#   Markdown and line breaks never reach a report as they are.
# Twin: the same text, approved.

escape=$'\e]0;owned\a\e[2J'
bidi=$'\xe2\x80\xae\xe2\x81\xa6'
hostile="$escape$bidi"$'\n::error::x\n##[error]x\n::set-output name=a::b --> <img src=x> =1+1'

is_clean() { # FILE
	if LC_ALL=C grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xc2[\x80-\x9f]' "$1"; then
		fail "control characters in $1"
	fi
	if grep -nE '^[[:space:]]*::|^##\[' "$1"; then
		fail "a workflow command in $1"
	fi
}

story() { # [LOGIN...]
	github_started
	event account login="$hostile" id:=666 permission=write emails:='["evil@example.org"]'
	branch "x$bidi-set-output"
	as "E${bidi}vil ::error:: <evil@example.org>"
	commit "PAY-2 $escape ::error::x" "Co-authored-by: $bidi$escape <x@example.org>"
	push_as alice "x$bidi-set-output"
	pull 2 "x$bidi-set-output" --title "PAY-2 $hostile" --body "$hostile"
	review "$hostile" 2 approved --body "$hostile"
	approved 2 "$@"
	merge_pull 2 alice squash
	for format in text json; do
		run_gate deploy --env staging --dry-run --format "$format"
		is_clean "$SCRATCH/out"
		is_clean "$SCRATCH/err"
	done
	deploy staging
	is_clean "$SCRATCH/out"
	run_gate explain "$(of_last recordId)"
	is_clean "$SCRATCH/out"
	is_clean "$SCRATCH/err"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story bob
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
}
