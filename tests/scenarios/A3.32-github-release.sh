# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a request into main says nothing of the release branch that the same commit was pushed to.
# Twin: it came to the release by a request that Bob approved.

story() { # push|pull
	github_repository branches='[main, release]' 'environments={ staging: { refs: [release] } }'
	github_world
	git branch -q release
	push_as alice release
	baseline staging
	topic topic
	git branch -q backport
	pull 2 topic
	approved 2 bob
	merge_pull 2 olivia merge
	onto release
	if [ "$1" = push ]; then
		git merge -q --ff-only backport
		push_as alice release
	else
		pull 3 backport release
		approved 3 bob
		merge_pull 3 olivia merge
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
