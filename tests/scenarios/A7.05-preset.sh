# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: soc2@1 asks for better than claims: a local test report is not enough, even for the
#   first record.
# Twin: starter@1 accepts claims.

story() { # preset
	repository extends="$1"
	deploy staging --baseline
}

scenario() {
	story soc2@1
	expect 1 refused tests=FAIL:TEST-GRADE change=EXEMPT:CHG-BASELINE
}

twin() {
	story starter@1
	expect 0 allowed tests=PASS:TEST-PASSED change=EXEMPT:CHG-BASELINE
}
