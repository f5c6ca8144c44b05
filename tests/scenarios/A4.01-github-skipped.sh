# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that was skipped is no evidence.
# Twin: it ran and succeeded.

story() { # CONCLUSION
	github_unit
	tested unit --conclusion "$1"
}

scenario() {
	story skipped
	expect 1 refused tests=FAIL:TEST-SKIPPED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
