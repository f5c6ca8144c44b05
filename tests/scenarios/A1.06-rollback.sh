# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: going back to a commit that passed here is allowed as a rollback; commits and tests
#   are not judged again.
# Twin: back to a commit that was never deployed by itself.

story() { # REVISION to go back to
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	commit 'PAY-4 three' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	no_tests
	deploy staging --sha "$(commit_of "$1")"
}

scenario() {
	story HEAD~2
	expect_range backward 0 "$(commit_of HEAD)"
	expect 0 allowed change=PASS:CHG-ROLLBACK change=NOTE:ROLLBACK-BY-COMMIT
	same recordKind rollback "$(of_last recordKind)"
}

twin() {
	story HEAD~1
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}
