# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: without emergency: in the policy there is none, whoever signs.
# Twin: the policy has it.

story() { # emergency:
	emergency_started emergency="$1"
	hotfix
	emergency "$ALICE" "$BOB"
}

scenario() {
	story ''
	expect 1 refused emergency=FAIL:EMER-NOT-ALLOWED \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}

twin() {
	story '{ ticket: { projects: [INC] } }'
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}
