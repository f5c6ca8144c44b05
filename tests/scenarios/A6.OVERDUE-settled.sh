# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a late retro is told to be late, and lets deploys go on.
# Twin: nobody has reviewed what the emergency brought.

story() { # PERSON
	emergency_started emergency='{ ticket: { projects: [INC] }, retro: { due: 1s } }'
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$ALICE" "$BOB"
	expect 0 emergency approval=FAIL:APPR-MISSING
	sleep 2.1
	signing_as "$1"
	approve HEAD
	retro
	expect_because 'it was due at'
	unsigned_as "$ALICE"
	commit 'PAY-8 go on' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story "$BOB"
	expect 0 allowed emergency=NOT_APPLICABLE:EMER-NONE
	expect_not emergency=NOTE:CHG-UNSETTLED emergency=NOTE:EMER-OVERDUE
}

twin() {
	story "$ALICE"
	expect 1 refused emergency=FAIL:EMER-OVERDUE
}
