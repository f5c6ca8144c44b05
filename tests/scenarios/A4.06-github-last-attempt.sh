# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the last attempt counts, also when an earlier one succeeded.
# Twin: the last one succeeded.

story() { # CONCLUSION of the first and the second attempt
	github_unit
	merged_pull 3 merge bob
	check unit --conclusion "$1"
	check unit --conclusion "$2" --attempt 2
	deploy staging
}

scenario() {
	story success failure
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story failure success
	expect 0 allowed tests=PASS:TEST-PASSED
}
