# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a check that another app posted under the name of the job does not count, and is noted.
# Twin: GitHub Actions says it.

story() { # ID of the app
	github_unit
	tested unit --app "$1"
}

scenario() {
	story 99
	expect 1 refused tests=FAIL:TEST-MISSING tests=NOTE:TEST-FOREIGN-CHECK
}

twin() {
	story 15368
	expect 0 allowed tests=PASS:TEST-PASSED
}
