# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: after an emergency the next range begins at what it brought, which stays unsettled.
# Twin: the emergency was refused: what it would have brought is in the range again.

story() { # PERSON...
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$@"
	commit 'PAY-8 go on' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story "$ALICE" "$BOB"
	expect_range forward 1
	expect 0 allowed emergency=NOTE:CHG-UNSETTLED
}

twin() {
	story "$ALICE"
	expect_range forward 2
	expect 1 refused approval=FAIL:APPR-MISSING
}
