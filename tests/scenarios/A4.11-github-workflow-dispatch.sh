# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a run that workflow_dispatch started is no evidence: its inputs or what it checked out
#   are not those of the change.
# Twin: a push started it.

story() { # EVENT
	github_unit
	tested unit --event "$1"
}

scenario() {
	story workflow_dispatch
	expect 1 refused tests=FAIL:TEST-EVENT
}

twin() {
	story push
	expect 0 allowed tests=PASS:TEST-PASSED
}
