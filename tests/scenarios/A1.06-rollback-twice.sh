# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a second rollback rests on the deploy that passed, not on the first rollback: no rollback
#   makes that deploy any younger, so rollback.max_age runs out.
# Twin: an outcome says that the deploy had failed; the first rollback does not stand for it.

story() { # COMMAND between the rollbacks
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	passed=$(of_last recordId)
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)"
	expect 0 allowed change=PASS:CHG-ROLLBACK
	same recordKind rollback "$(of_last recordKind)"
	deploy staging
	expect 0 allowed
	"$1"
	deploy staging --sha "$(commit_of HEAD~1)"
}

had_failed() {
	run_gate outcome "$passed" --result failed
	# shellcheck disable=SC2154 # what run_gate sets
	same status 0 "$status"
}

scenario() {
	story true
	expect 0 allowed change=PASS:CHG-ROLLBACK
	expect_because "passed as record $passed"
}

twin() {
	story had_failed
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}
