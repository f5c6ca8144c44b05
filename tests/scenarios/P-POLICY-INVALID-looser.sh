# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy may not loosen the preset that it extends.
# Twin: it tightens it.

story() { # count
	repository
	policy extends=strict@1 tests='{ evidence: verified, required: [{ junit: "*.xml" }] }' \
		approval="{ count: $1 }" >.changegate.yml
	git commit -q -a --amend --no-edit
	deploy staging --baseline
}

scenario() {
	story 1
	expect_error 2 count
}

twin() {
	story 3
	expect 1 refused tests=FAIL:TEST-MISSING change=EXEMPT:CHG-BASELINE
}
