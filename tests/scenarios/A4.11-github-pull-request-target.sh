# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a run that pull_request_target started is no evidence: its inputs or what it checked
#   out are not those of the change.
# Twin: a push started it.

story() { # EVENT
	github_unit
	tested unit --event "$1"
}

scenario() {
	story pull_request_target
	expect 1 refused tests=FAIL:TEST-EVENT
}

twin() {
	story push
	expect 0 allowed tests=PASS:TEST-PASSED
}
