# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approved request that is open lends nothing to its commit when somebody pushes that to
#   main.
# Twin: the request is merged.

story() { # push|merge
	github_started
	topic topic
	first=$(commit_of HEAD)
	commit 'PAY-2 and more'
	pull 2 topic
	approved 2 bob
	onto main
	if [ "$1" = push ]; then
		git merge -q --ff-only "$first"
		push_as alice main
	else
		merge_pull 2 olivia rebase
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
