# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the record of a refused deploy is no source of a rollback.
# Twin: that deploy was allowed.

story() { # what becomes of the tests of the first deploy
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	"$1"
	deploy staging
	tests
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)"
}

scenario() {
	story no_tests
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}

twin() {
	story tests
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
