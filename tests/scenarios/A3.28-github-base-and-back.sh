# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a base that was changed there and back is changed: in between something else may have been
#   shown.
# Twin: it is changed and back before Bob approves.

there_and_back() {
	tick
	event base number:=2 by=alice to=other
	tick
	event base number:=2 by=alice to=main
}

story() { # before|after the approval
	github_started
	git branch -q other
	push_as alice other
	topic topic
	pull 2 topic
	[ "$1" = after ] || there_and_back
	approved 2 bob
	[ "$1" = before ] || there_and_back
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story after
	expect 1 refused approval=FAIL:APPR-BASE-CHANGED
}

twin() {
	story before
	expect 0 allowed approval=PASS:APPR-COUNTED
}
