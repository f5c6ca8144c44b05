# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy may let deploys go on while a retro is overdue: it is told.
# Twin: it does not.

story() { # block_when_overdue
	emergency_started emergency="{ ticket: { projects: [INC] }, retro: { due: 1s, block_when_overdue: $1 } }"
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	emergency "$ALICE" "$BOB"
	sleep 2.1
	commit 'PAY-8 go on' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story false
	expect 0 allowed emergency=NOTE:EMER-OVERDUE
}

twin() {
	story true
	expect 1 refused emergency=FAIL:EMER-OVERDUE
}
