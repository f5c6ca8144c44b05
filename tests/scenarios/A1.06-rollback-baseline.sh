# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a baseline is no source of a rollback: nobody judged it.
# Twin: the commit passed here after the baseline.

story() { # COMMITS to go back
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of "HEAD~$1")"
}

scenario() {
	story 2
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}

twin() {
	story 1
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
