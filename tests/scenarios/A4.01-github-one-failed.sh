# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of two runs of a job, of which one was skipped and one failed, the failed one counts,
#   whatever did not change.
# Twin: both were skipped.

story() { # CONCLUSION of the second
	github_unit "skip_unchanged: ['lib/**']"
	merged_pull 3 merge bob
	check unit --conclusion "$1" --event merge_group
	check unit --conclusion skipped
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story skipped
	expect 0 allowed tests=PASS:TEST-UNCHANGED
}
