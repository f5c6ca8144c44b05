# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval of a draft is stale when more is pushed before it is ready.
# Twin: nothing more is pushed: it counts.

story() { # [push]
	github_started
	topic topic
	pull 2 topic --draft
	approved 2 bob
	if [ $# -gt 0 ]; then
		commit 'PAY-2 more of it'
		push_as alice topic
	fi
	tick
	event ready number:=2 by=alice
	merge_pull 2 olivia squash
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
