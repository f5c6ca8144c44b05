# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a retro is refused while the tests of what was deployed are missing.
# Twin: they were run since.

story() { # tests|no_tests
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	no_tests
	emergency "$ALICE" "$BOB"
	expect 0 emergency tests=FAIL:TEST-MISSING
	"$1"
	retro
}

scenario() {
	story no_tests
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story tests
	expect 0 allowed tests=PASS:TEST-PASSED
}
