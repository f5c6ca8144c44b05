# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a request brought into the release branch came to main without one, if the release is
#   merged back by hand.
# Twin: a request of its own, which Bob approves, brings it back.

story() { # push|pull
	github_started
	git branch -q release
	push_as alice release
	topic topic
	pull 2 topic release
	approved 2 bob
	merge_pull 2 olivia merge
	if [ "$1" = push ]; then
		onto main
		merge release 'Merge branch release'
		push_as alice main
	else
		pull 3 release
		approved 3 bob
		merge_pull 3 carol merge
	fi
	deploy staging
}

scenario() {
	story push
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story pull
	expect 0 allowed approval=PASS:APPR-COUNTED
}
