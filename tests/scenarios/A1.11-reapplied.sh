# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag counts once: what was squashed by it and then taken back is not brought again by it,
#   as whoever wrote it alone would.
# Twin: somebody looked at the new commit and signed a tag of it.

story() { # yes: nobody looks at it again
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	commit 'PAY-2 and more'
	signing_as "$CAROL"
	approve feature
	onto main
	signing_as "$BOB"
	git merge -q --squash feature >/dev/null
	commit_staged 'PAY-2 more'
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-SQUASHED
	tick
	git revert HEAD >/dev/null
	message 'PAY-3 taken back' | git commit -q --amend -F -
	signing_as "$CAROL"
	approve HEAD review-2
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	unsigned_as "$ALICE"
	git merge -q --squash feature >/dev/null
	commit_staged 'PAY-4 more'
	[ "$1" = yes ] || {
		signing_as "$ALICE"
		git commit -q --amend --no-edit
		signing_as "$CAROL"
		approve HEAD review-3
	}
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SPENT
	expect_because 'which was brought before: it needs a new approval'
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
