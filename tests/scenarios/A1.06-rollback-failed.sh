# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a record whose outcome was "failed" is no source of a rollback.
# Twin: its outcome was "succeeded".

story() { # OUTCOME of the deploy to go back to
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	outcome "$1"
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)"
}

scenario() {
	story failed
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}

twin() {
	story succeeded
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
