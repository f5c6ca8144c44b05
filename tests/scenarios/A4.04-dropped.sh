# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: tests that are more than ten per cent fewer than for what is in place are noted, and let through.
# Twin: fewer than min_tests ran.

ran() { # COUNT: tests, of which all pass
	report unit <<<"<testsuite name='unit'>$(printf '<testcase name="t%d"/>' $(seq "$1"))</testsuite>"
}

change() { # COUNT: of tests that run for it
	as "$ALICE"
	commit 'PAY-1 more' 'Reviewed-by: Bob Baker <bob@example.org>'
	ran "$1"
	deploy staging
}

story() { # COUNT
	repository tests='{ required: [{ junit: "build/junit/*.xml", min_tests: 16 }] }'
	ran 20
	baseline staging
	expect_not tests=NOTE:TEST-DROPPED
	change 18
	expect 0 allowed tests=PASS:TEST-PASSED
	expect_not tests=NOTE:TEST-DROPPED
	change "$1"
}

scenario() {
	story 16
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-DROPPED
	expect_because 'build/junit/*.xml: 16 tests ran, 18 for what is in place'
}

twin() {
	story 15
	expect 1 refused tests=FAIL:TEST-TOO-FEW
}
