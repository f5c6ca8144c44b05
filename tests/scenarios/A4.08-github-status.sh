# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a status that somebody posted under the name of the job does not make up for its
#   failure, and is noted.
# Twin: the job succeeded.

story() { # CONCLUSION of the job
	github_unit
	merged_pull 3 merge bob
	check unit --conclusion "$1"
	commit_status unit --by alice
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED tests=NOTE:TEST-FOREIGN-CHECK
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-FOREIGN-CHECK
}
