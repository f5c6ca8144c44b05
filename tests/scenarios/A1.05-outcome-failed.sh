# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: after the outcome "failed" the older record is in place again: the range is the larger
#   one, and all of it is judged again.
# Twin: the outcome is "succeeded": nothing has to be judged again.

story() { # OUTCOME
	started
	first=$(commit_of HEAD)
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	outcome "$1"
	no_tests
	deploy staging
}

scenario() {
	story failed
	expect_range forward 1 "$first"
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story succeeded
	expect_range same 0
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
}
