# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag of a merge inside the branch counts once, too: a branch that was squashed and taken back
#   does not bring it again.
# Twin: the branch is brought for the first time.

story() { # yes|no: it was brought and taken back
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 there'
	onto main
	signing_as "$BOB"
	commit --file other.txt 'PAY-3 here'
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
	signing_as "$CAROL"
	approve HEAD
	[ "$1" = no ] || squash_and_take_back
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	signing_as "$BOB"
	merge feature 'PAY-4 merge'
	deploy staging
}

squash_and_take_back() { # each reviewed as what it is
	signing_as "$BOB"
	git merge -q --squash feature >/dev/null
	commit_staged 'PAY-2 all of it'
	signing_as "$CAROL"
	approve HEAD review-3
	signing_as "$BOB"
	tick
	git revert HEAD >/dev/null
	message 'PAY-3 taken back' | git commit -q --amend -F -
	signing_as "$CAROL"
	approve HEAD review-4
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
	expect_because 'was brought before'
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
