# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a review before the conflicts were resolved in the branch does not cover how they were.
# Twin: the review came after that.

story() { # before|after
	github_started
	topic topic
	pull 3 topic
	[ "$1" = after ] || approved 3 bob
	onto main
	branch other
	commit 'PAY-2 other'
	pull 4 other
	approved 4 bob
	merge_pull 4 olivia merge
	onto topic
	tick
	! git merge -q main >/dev/null || fail 'no conflict'
	echo 'resolved by hand' >app.txt
	git add app.txt
	commit_staged 'PAY-1 merge main'
	push_as alice topic
	[ "$1" = before ] || approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story before
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story after
	expect 0 allowed approval=PASS:APPR-COUNTED
}
