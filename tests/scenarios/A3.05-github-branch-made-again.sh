# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a branch that is deleted and made again does not forget who pushed to it while the request was open.
# Twin: it was the author who pushed to it.

story() { # LOGIN
	github_started
	topic topic
	pull 3 topic
	commit 'PAY-2 again'
	push_as "$1" topic
	event push by=alice ref=refs/heads/topic before="$(commit_of topic)" \
		after=0000000000000000000000000000000000000000
	event delete-head number:=3 by=alice
	unset 'pushed[topic]'
	push_as alice topic
	event restore-head number:=3 by=alice
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: pushed to its branch'
}

twin() {
	story alice
	expect 0 allowed approval=PASS:APPR-COUNTED
}
