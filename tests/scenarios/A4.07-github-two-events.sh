# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a job that ran for two events both must succeed.
# Twin: both did.

story() { # CONCLUSION of the other
	github_unit
	merged_pull 3 merge bob
	check unit --event push --conclusion "$1"
	check unit --event merge_group
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
