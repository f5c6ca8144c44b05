# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signed merge does not cover a merge inside the branch that has what neither of its parents
#   has.
# Twin: somebody else signed a tag of the branch's head, with all that is below it.

story() { # PERSON who approves the head, or nothing
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 there'
	onto main
	signing_as "$BOB"
	commit --file other.txt 'PAY-3 here'
	signing_as "$CAROL"
	approve HEAD
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	onto feature
	signing_as "$ALICE"
	tick
	git merge -q --no-ff --no-commit main
	echo 'backdoor' >>other.txt
	git add other.txt
	commit_staged 'PAY-2 up to date'
	commit 'PAY-2 more'
	if [ -n "${1-}" ]; then
		signing_as "$1"
		approve HEAD review-2
	fi
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
