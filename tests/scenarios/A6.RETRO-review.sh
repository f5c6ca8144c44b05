# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a retro is settled by an approval of somebody who contributed nothing, given after the deploy; without one it is refused, and stays open.
# Twin: Bob approved.

story() { # PERSON who approves afterwards
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$ALICE" "$BOB"
	expect 0 emergency approval=FAIL:APPR-MISSING
	signing_as "$1"
	approve HEAD
	retro
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SELF emergency=NOT_APPLICABLE:RETRO-OPEN
	same recordKind retro "$(of_last recordKind)"
}

twin() {
	story "$BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED emergency=NOT_APPLICABLE:RETRO-OPEN
	same recordKind retro "$(of_last recordKind)"
}
