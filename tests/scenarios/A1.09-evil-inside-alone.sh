# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag of a merge inside the branch approves that merge and nothing else of the branch, neither
#   what is below it nor what comes after.
# Twin: whoever merged the branch signed that, and wrote none of it.

story() { # signing_as|unsigned_as: how Bob merges
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
	signing_as "$CAROL"
	approve HEAD review-2
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	"$1" "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story unsigned_as
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story signing_as
	expect 0 allowed approval=PASS:APPR-COUNTED
}
