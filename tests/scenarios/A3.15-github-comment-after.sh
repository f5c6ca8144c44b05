# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a comment after the approval leaves it standing.
# Twin: a request for changes does not, even after it was dismissed.

story() { # STATE
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	review bob 3 "$1" --body 'hm'
	[ "$1" = commented ] || dismiss 3 bob bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story commented
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story changes_requested
	expect 1 refused approval=FAIL:APPR-DISMISSED
}
