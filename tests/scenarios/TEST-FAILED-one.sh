# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one failure or error among many is a failure.
# Twin: none.

story() { # what the second case holds
	report <<-END
		<testsuite name="a" tests="2" failures="0" errors="0"><testcase name="b"/>
		<testcase name="c">$1</testcase></testsuite>
	END
	deploy staging
}

scenario() {
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	story '<failure message="x"/>'
	expect 1 refused tests=FAIL:TEST-FAILED
	story '<error/>'
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	story '<system-out>failure</system-out>'
	expect 0 allowed tests=PASS:TEST-PASSED
}
