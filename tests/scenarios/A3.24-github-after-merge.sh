# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval after the merge does not count.
# Twin: Bob approves before.

story() { # before|after
	github_started
	topic topic
	pull 2 topic
	[ "$1" = after ] || approved 2 bob
	merge_pull 2 olivia merge
	[ "$1" = before ] || approved 2 bob
	deploy staging
}

scenario() {
	story after
	expect 1 refused approval=FAIL:APPR-AFTER-MERGE
}

twin() {
	story before
	expect 0 allowed approval=PASS:APPR-COUNTED
}
