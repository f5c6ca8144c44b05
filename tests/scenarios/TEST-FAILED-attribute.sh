# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a test case that says it failed in an attribute, without an element, has failed.
# Twin: it says that it passed.

story() { # STATUS
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	report <<<"<testsuite><testcase name=\"a\" status=\"$1\"/></testsuite>"
	deploy staging
}

scenario() {
	story Failed
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story passed
	expect 0 allowed tests=PASS:TEST-PASSED
}
