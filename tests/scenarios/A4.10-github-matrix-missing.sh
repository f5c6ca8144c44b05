# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a matrix that has fewer jobs than `count` is missing one.
# Twin: all are there.

first_checks() {
	check 'unit (linux, 17)'
	check 'unit (macos, 17)'
}

story() { # CONCLUSION of the second job; no: there is none
	github_started "tests={ required: [$(job 'unit (*)' 'count: 2')] }"
	merged_pull 3 merge bob
	check 'unit (linux, 17)'
	check lint
	[ "$1" = no ] || check 'unit (macos, 17)' --conclusion "$1"
	deploy staging
}

scenario() {
	story no
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
