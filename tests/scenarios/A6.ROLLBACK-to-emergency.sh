# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was an emergency has not passed: it is no source of a rollback.
# Twin: it was deployed as any change.

story() { # emergency|deploy
	emergency_started
	as "$ALICE"
	commit 'PAY-6 one' "Reviewed-by: $BOB"
	if [ "$1" = deploy ]; then deploy staging; else emergency "$ALICE" "$BOB"; fi
	commit 'PAY-7 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)"
}

scenario() {
	story emergency
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}

twin() {
	story deploy
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
