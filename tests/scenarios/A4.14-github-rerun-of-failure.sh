# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that failed on the deployed commit and runs again is unknown, although it succeeded on the
#   request's head with the same tree: starting it anew takes no failure away.
# Twin: the second attempt is over, and succeeded.

story() { # STATUS of the second attempt
	github_unit
	topic topic
	pull 3 topic
	check unit --on topic --event pull_request
	approved 3 bob
	merge_pull 3 bob merge
	check unit --conclusion failure
	check unit --status "$1" --attempt 2
	deploy staging
}

scenario() {
	story in_progress
	expect 3 unknown tests=UNKNOWN:TEST-PENDING
}

twin() {
	story completed
	expect 0 allowed tests=PASS:TEST-PASSED
}
