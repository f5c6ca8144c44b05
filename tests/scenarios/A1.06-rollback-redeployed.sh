# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a baseline that was deployed once more is still no source of a rollback.
# Twin: what was deployed once more had passed.

story() { # COMMITS that are judged before the redeploy
	started
	if [ "$1" -gt 0 ]; then
		commit 'PAY-2 one' "Reviewed-by: $BOB"
		deploy staging
		expect 0 allowed
	fi
	deploy staging
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
	same recordKind redeploy "$(of_last recordKind)"
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)"
}

scenario() {
	story 0
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}

twin() {
	story 1
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
