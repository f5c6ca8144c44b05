# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a check of another service counts only if it is of the app that the policy names.
# Twin: it is.

first_checks() {
	check ci/elsewhere --app 18001
}

story() { # ID of the app
	github_started "tests={ required: [{ check: 'ci/elsewhere', app: 18001 }] }"
	tested ci/elsewhere --app "$1" --slug elsewhere
}

scenario() {
	story 18002
	expect 1 refused tests=FAIL:TEST-MISSING tests=NOTE:TEST-FOREIGN-CHECK
}

twin() {
	story 18001
	expect 0 allowed tests=PASS:TEST-PASSED
}
