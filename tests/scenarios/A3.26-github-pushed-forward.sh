# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: beside the approved head that somebody pushed to main, another commit of that push came
#   without a request.
# Twin: only the head was pushed.

story() { # [more]
	local before
	github_started
	before=$(commit_of HEAD)
	topic topic
	pull 2 topic
	approved 2 bob
	onto main
	git merge -q --ff-only topic
	as "$ALICE"
	[ $# -eq 0 ] || commit 'PAY-2 and this'
	push_as alice main
	event merge number:=2 by=alice method=merge commit="$(commit_of topic)" base_commit="$before"
	deploy staging
}

scenario() {
	story more
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
