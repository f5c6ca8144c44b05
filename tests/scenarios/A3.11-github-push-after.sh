# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a push after the approval makes it stale.
# Twin: the push was before it.

story() { # before|after
	github_started
	topic topic
	pull 3 topic
	[ "$1" = before ] || approved 3 bob
	commit 'PAY-2 again'
	push_as alice topic
	[ "$1" = after ] || approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story after
	expect 1 refused approval=FAIL:APPR-STALE
	expect_because 'then 1 commit changed the diff'
}

twin() {
	story before
	expect 0 allowed approval=PASS:APPR-COUNTED
}
