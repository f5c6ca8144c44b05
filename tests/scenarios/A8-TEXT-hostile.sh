# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: foreign text cannot act: escapes, bidi controls, workflow commands and line breaks in
#   subjects, names, trailers, paths and branches never reach a report as they are.
# Twin: the same text, reviewed.

escape=$'\e]0;owned\a\e[2J'
bidi=$'\xe2\x80\xae\xe2\x81\xa6'

is_clean() { # FILE
	if LC_ALL=C grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xc2[\x80-\x9f]' "$1"; then
		fail "control characters in $1"
	fi
	if grep -nE '^[[:space:]]*::|^##\[' "$1"; then
		fail "a workflow command in $1"
	fi
}

story() { # [TRAILER...]
	repository branches='[main, "*"]'
	baseline staging
	branch "x$bidi-set-output"
	as "A${bidi}rcher ::error:: <evil@example.org>"
	commit --file "p$escape" "PAY-2 $escape$bidi ::set-output name=a::b" \
		"$@" "Reviewed-by: $escape ::error::$bidi" \
		"Co-authored-by: $bidi$escape <x$escape@example.org>"
	commit $'PAY-3 ok\r::error::no' "$@"
	touch "untracked$escape
::error::file"
	run_gate deploy --env staging --dry-run
	is_clean "$SCRATCH/out"
	is_clean "$SCRATCH/err"
	run_gate deploy --env "stag$escape" --service "::error::$bidi" --dry-run
	is_clean "$SCRATCH/out"
	is_clean "$SCRATCH/err"
	deploy staging
	is_clean "$SCRATCH/out"
	run_gate explain "$(of_last recordId)"
	is_clean "$SCRATCH/out"
	is_clean "$SCRATCH/err"
	rm untracked*
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING approval=FAIL:APPR-UNIDENTIFIED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
