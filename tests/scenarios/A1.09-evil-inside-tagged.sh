# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge inside the branch that changes something is not approved by a tag of whoever made
#   it.
# Twin: somebody else looked at that merge, and signed a tag that names it.

story() { # PERSON who approves the merge inside the branch
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
	echo 'a fix for both' >>other.txt
	git add other.txt
	commit_staged 'PAY-2 up to date'
	signing_as "$1"
	approve HEAD review-2
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
