# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval lasts when a request is closed and opened again, but not beyond a push.
# Twin: nothing is pushed.

story() { # [push]
	github_started
	topic topic
	pull 2 topic
	approved 2 bob
	tick
	event close number:=2 by=alice
	tick
	event reopen number:=2 by=alice
	if [ $# -gt 0 ]; then
		commit 'PAY-2 more of it'
		push_as alice topic
	fi
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story push
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
