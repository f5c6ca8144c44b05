# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: fewer tests than min_tests are too few; skipped ones do not count.
# Twin: as many as it asks for.

story() { # min_tests
	repository tests="{ required: [{ junit: \"build/junit/*.xml\", min_tests: $1 }] }"
	report second <<-'END'
		<testsuite name="a"><testcase name="b"><skipped/></testcase><testcase name="c"/></testsuite>
	END
	deploy staging --baseline
}

scenario() {
	story 4
	expect 1 refused tests=FAIL:TEST-TOO-FEW change=EXEMPT:CHG-BASELINE
}

twin() {
	story 3
	expect 0 allowed tests=PASS:TEST-PASSED change=EXEMPT:CHG-BASELINE
}
