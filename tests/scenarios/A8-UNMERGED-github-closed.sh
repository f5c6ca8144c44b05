# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approved request that was closed lends nothing to its commit.
# Twin: it is merged.

story() { # push|merge
	github_started
	topic topic
	pull 2 topic
	approved 2 bob
	if [ "$1" = push ]; then
		tick
		event close number:=2 by=alice
		onto main
		git merge -q --ff-only topic
		push_as alice main
	else
		merge_pull 2 olivia merge
	fi
	deploy staging
}

scenario() {
	story push
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story merge
	expect 0 allowed approval=PASS:APPR-COUNTED
}
