# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: tests that are newly skipped are noted, also after a redeploy that had no reports at hand.
# Twin: so many are that fewer than min_tests ran.

skipping() { # NAME...: of four tests, those that did not run
	local name
	for name in a b c d; do
		case " $* " in
		*" $name "*) printf '<testcase name="%s"><skipped/></testcase>' "$name" ;;
		*) printf '<testcase name="%s"/>' "$name" ;;
		esac
	done | sed 's,^,<testsuite name="unit">,; s,$,</testsuite>,' | report unit
}

change() { # NAME...: as above
	as "$ALICE"
	commit 'PAY-1 more' 'Reviewed-by: Bob Baker <bob@example.org>'
	skipping "$@"
	deploy staging
}

story() { # NAME...
	repository tests='{ drop_percent: 40, required: [{ junit: "build/junit/*.xml", min_tests: 2 }] }'
	skipping a
	baseline staging
	change a
	expect 0 allowed tests=PASS:TEST-PASSED
	expect_not tests=NOTE:TEST-DROPPED
	no_tests
	deploy staging
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
	change "$@"
}

scenario() {
	story a b
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-DROPPED
	expect_because 'build/junit/*.xml: 2 tests were skipped, 1 for what is in place'
	! grep -qF ' tests ran, ' "$SCRATCH/out" || fail 'a third less is within drop_percent'
}

twin() {
	story a b c
	expect 1 refused tests=FAIL:TEST-TOO-FEW
}
