# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job says how it ended, and not that a test ran; where tests.exit_code_only is `fail`, that is not
#   enough.
# Twin: `note` says so.

first_checks() {
	check unit
}

story() { # note|fail
	github_repository "tests={ required: [$(job unit)], exit_code_only: $1 }"
	github_world
	deploy staging --baseline
}

scenario() {
	story fail
	expect 1 refused tests=FAIL:TEST-EXIT-CODE-ONLY
}

twin() {
	story note
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-EXIT-CODE-ONLY
}
