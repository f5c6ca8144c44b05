# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approved request with the same commits into another branch lends nothing.
# Twin: the request into the deployed branch is approved as well.

story() { # LOGIN...
	github_started
	git branch -q other
	push_as alice other
	topic topic
	git branch -q twin
	pull 2 topic
	pull 3 twin other
	approved 3 bob
	approved 2 "$@"
	merge_pull 3 olivia merge
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
