# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an open request that the forge names for the commit, since its default branch has it not,
#   lends nothing.
# Twin: it is a request into main, and merged.

story() { # develop|main
	github_repository
	github_world default_branch=develop
	git branch -q develop
	push_as alice develop
	baseline staging
	topic topic
	pull 2 topic "$1"
	approved 2 bob
	onto main
	if [ "$1" = develop ]; then
		git merge -q --ff-only topic
		push_as alice main
	else
		merge_pull 2 olivia merge
	fi
	deploy staging
}

scenario() {
	story develop
	expect 1 refused approval=FAIL:APPR-NO-PR approval=NOTE:APPR-OTHER-REQUEST
}

twin() {
	story main
	expect 0 allowed approval=PASS:APPR-COUNTED
}
