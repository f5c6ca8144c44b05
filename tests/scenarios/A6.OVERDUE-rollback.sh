# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an overdue retro stops what goes forward.
# Twin: going back is not stopped.

story() { # REVISION
	emergency_started emergency='{ ticket: { projects: [INC] }, retro: { due: 1s } }'
	as "$ALICE"
	commit 'PAY-6 good' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	emergency "$ALICE" "$BOB"
	expect 0 emergency
	sleep 2.1
	commit 'PAY-8 go on' "Reviewed-by: $BOB"
	deploy staging --sha "$(commit_of "$1")"
}

scenario() {
	story HEAD
	expect 1 refused emergency=FAIL:EMER-OVERDUE
}

twin() {
	story HEAD~2
	expect 0 allowed change=PASS:CHG-ROLLBACK emergency=NOTE:EMER-OVERDUE
}
