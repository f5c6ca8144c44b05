# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signature for git (or anything else) is no authorisation.
# Twin: it is one for emergencies.

story() { # NAMESPACE
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	EMERGENCY_NAMESPACE=$1 emergency "$ALICE" "$BOB"
}

scenario() {
	story git
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-AUTHORISATION \
		approval=FAIL:APPR-MISSING
}

twin() {
	story changegate-emergency
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
