# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a request that an app opened for Bob, who is assigned to it, Bob is no independent
#   approver.
# Twin: Carol approves it.

story() { # LOGIN
	github_started
	bot backport 301
	topic topic
	push_as alice topic
	pull 2 topic --by backport --assignee bob
	approved 2 "$1"
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
