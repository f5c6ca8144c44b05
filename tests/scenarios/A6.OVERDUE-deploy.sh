# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an overdue retro stops the next deploy.
# Twin: it is not due yet: the deploy is told of it.

story() { # due
	emergency_started emergency="{ ticket: { projects: [INC] }, retro: { due: $1 } }"
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$ALICE" "$BOB"
	expect 0 emergency approval=FAIL:APPR-MISSING
	sleep 2.1
	commit 'PAY-8 go on' "Reviewed-by: $BOB"
	deploy staging
	expect_range forward 1
}

scenario() {
	story 1s
	expect 1 refused emergency=FAIL:EMER-OVERDUE
}

twin() {
	story 2bd
	expect 0 allowed emergency=NOT_APPLICABLE:EMER-NONE emergency=NOTE:CHG-UNSETTLED
}
