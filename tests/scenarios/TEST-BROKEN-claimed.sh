# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a report whose header claims more failures than it lists is no evidence.
# Twin: the header claims none.

story() { # FAILURES
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	report <<<"<testsuite failures=\"$1\"><testcase name=\"a\"/></testsuite>"
	deploy staging
}

scenario() {
	story 1
	expect 1 refused tests=FAIL:TEST-BROKEN
}

twin() {
	story 0
	expect 0 allowed tests=PASS:TEST-PASSED
}
