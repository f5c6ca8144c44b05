# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a suite without a test case is no evidence, whatever total it claims.
# Twin: it has the case.

story() { # XML
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	report <<<"$1"
	deploy staging
}

scenario() {
	story '<testsuite name="a" tests="40" failures="0"></testsuite>'
	expect 1 refused tests=FAIL:TEST-BROKEN
}

twin() {
	story '<testsuite name="a" tests="40" failures="0"><testcase name="b"/></testsuite>'
	expect 0 allowed tests=PASS:TEST-PASSED
}
