# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one empty file among full ones is no evidence, and spoils them all.
# Twin: it has a test too.

story() { # XML of the second file
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	report second <<<"$1"
	deploy staging
}

scenario() {
	story ''
	expect 1 refused tests=FAIL:TEST-BROKEN
	expect_because second.xml
}

twin() {
	story '<testsuite name="b"><testcase name="c"/></testsuite>'
	expect 0 allowed tests=PASS:TEST-PASSED
}
