# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job of a matrix that ran for two events is one job of it.
# Twin: two jobs of it ran.

first_checks() {
	check 'unit (linux)'
	check 'unit (macos)'
}

story() { # NAME of the second
	github_started "tests={ required: [$(job 'unit (*)' 'count: 2')] }"
	merged_pull 3 merge bob
	check 'unit (linux)'
	check "$1" --event merge_group
	deploy staging
}

scenario() {
	story 'unit (linux)'
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story 'unit (macos)'
	expect 0 allowed tests=PASS:TEST-PASSED
}
