# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a workflow that never started is missing.
# Twin: it did.

story() { # WORKFLOW that ran
	github_unit
	tested unit --path "$1"
}

scenario() {
	story .github/workflows/docs.yml
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story .github/workflows/ci.yml
	expect 0 allowed tests=PASS:TEST-PASSED
}
