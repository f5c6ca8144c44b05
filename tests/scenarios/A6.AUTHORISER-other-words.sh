# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever signed for another reason did not agree to this one.
# Twin: it is the same reason.

story() { # REASON that was signed
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	EMERGENCY_REASON=$1 emergency "$ALICE" "$BOB"
}

scenario() {
	story 'a button is blue'
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-AUTHORISATION \
		approval=FAIL:APPR-MISSING
}

twin() {
	story 'it is down'
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
