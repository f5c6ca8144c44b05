# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: while a retro is overdue, an emergency of one person alone is refused.
# Twin: two people signed.

story() { # PERSON...
	emergency_started emergency='{ ticket: { projects: [INC] }, retro: { due: 1s }, solo: deviation }'
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	emergency "$ALICE"
	expect 0 emergency emergency=EXEMPT:EMER-SOLO
	sleep 2.1
	commit 'PAY-8 mend it again' "Reviewed-by: $BOB"
	emergency "$@"
}

scenario() {
	story "$ALICE"
	expect 1 refused emergency=FAIL:EMER-OVERDUE
}

twin() {
	story "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED emergency=NOTE:EMER-OVERDUE
}
