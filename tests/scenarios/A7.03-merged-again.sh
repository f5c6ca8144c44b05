# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a branch that was squashed and then taken back is not merged by the old tag of its head.
# Twin: somebody signed a tag of the merge itself.

story() { # PERSON who approves the merge, or nothing
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
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
	merge feature 'PAY-4 merge'
	if [ -n "${1-}" ]; then
		signing_as "$1"
		approve HEAD review-3
	fi
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-SPENT
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
