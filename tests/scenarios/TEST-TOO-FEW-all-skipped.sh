# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: skipped tests did not run: all skipped is too few.
# Twin: one ran.

story() { # what the second case holds
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	report <<-END
		<testsuite name="a"><testcase name="b"><skipped/></testcase>
		<testcase name="c">$1</testcase></testsuite>
	END
	deploy staging
}

scenario() {
	story '<skipped message="later"/>'
	expect 1 refused tests=FAIL:TEST-TOO-FEW
	expect_because '2 skipped'
}

twin() {
	story ''
	expect 0 allowed tests=PASS:TEST-PASSED
}
