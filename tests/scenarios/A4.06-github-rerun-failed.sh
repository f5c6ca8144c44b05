# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that failed stays failed, whatever another job of the same run says.
# Twin: the failed job alone was run again and succeeded; the other counts as it was.

first_checks() {
	check unit
	check browser
}

story() { # yes: the failed one is run again
	github_started "tests={ required: [$(job unit), $(job browser)] }"
	merged_pull 3 merge bob
	check unit
	check browser --conclusion failure
	[ "$1" = no ] || check browser --attempt 2
	deploy staging
}

scenario() {
	story no
	expect 1 refused tests=FAIL:TEST-FAILED tests=PASS:TEST-PASSED
}

twin() {
	story yes
	expect 0 allowed tests=PASS:TEST-PASSED
}
