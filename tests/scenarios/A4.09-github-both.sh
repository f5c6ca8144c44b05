# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job and a check of another app that have the same name must both pass where both are
#   required.
# Twin: both did.

first_checks() {
	check unit
	check unit --app 99
}

story() { # CONCLUSION of the other app's
	github_started "tests={ required: [$(job unit), { check: unit, app: 99 }] }"
	merged_pull 3 merge bob
	check unit
	check unit --app 99 --conclusion "$1"
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED tests=PASS:TEST-PASSED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
