# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: after a rollback the next range starts at the commit that was rolled back to: what it
#   took out is judged again.
# Twin: without the rollback the same deploy is a redeploy.

story() {
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	one=$(commit_of HEAD)
	deploy staging
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	commit 'PAY-4 three' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
}

scenario() {
	story
	deploy staging --sha "$one"
	expect 0 allowed change=PASS:CHG-ROLLBACK
	no_tests
	deploy staging
	expect_range forward 2 "$one"
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story
	no_tests
	deploy staging
	expect_range same 0
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
}
