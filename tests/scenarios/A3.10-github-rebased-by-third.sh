# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whose commits somebody else rebased and pushed is still their author.
# Twin: they are of the one who opened the request.

story() { # PERSON
	github_started
	branch topic
	as "$1"
	commit 'PAY-2 more'
	push_as alice topic
	pull 3 topic
	as "$CAROL"
	tick
	git commit -q --amend --no-edit
	push_as carol topic --force
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: wrote'
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
