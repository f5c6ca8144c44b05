# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that needed more attempts than tests.max_attempts is refused.
# Twin: it needed as many as are allowed, which is noted.

story() { # ATTEMPT
	github_unit "max_attempts: 2"
	tested unit --attempt "$1"
}

scenario() {
	story 3
	expect 1 refused tests=FAIL:TEST-ATTEMPTS
}

twin() {
	story 2
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-RERUN
}
