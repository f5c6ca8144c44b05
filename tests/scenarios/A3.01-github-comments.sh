# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a comment, a review that only comments and a word in it approve nothing.
# Twin: the same person approves.

story() { # STATE
	github_started
	topic topic
	pull 3 topic
	event comment number:=3 by=bob body='LGTM, approved :+1:'
	review bob 3 commented --body 'LGTM, approved :+1:'
	[ "$1" = commented ] || review bob 3 "$1"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story commented
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story approved
	expect 0 allowed approval=PASS:APPR-COUNTED
}
