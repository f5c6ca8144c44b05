# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was reviewed for another branch and pushed to this one came without a request.
# Twin: it comes by a request of its own, which Bob approves.

story() { # push|pull
	github_started
	git branch -q other
	push_as alice other
	topic topic
	git branch -q again
	pull 3 topic other
	approved 3 bob
	merge_pull 3 olivia rebase
	onto main
	if [ "$1" = push ]; then
		git merge -q --ff-only other
		push_as alice main
	else
		pull 4 again
		approved 4 bob
		merge_pull 4 olivia merge
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
