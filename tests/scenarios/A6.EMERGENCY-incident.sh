# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an incident of a project that the policy does not name is none.
# Twin: it is of one that it names.

story() { # INCIDENT
	emergency_started
	hotfix
	INCIDENT=$1 emergency "$ALICE" "$BOB"
}

scenario() {
	story PAY-42
	expect 1 refused emergency=FAIL:EMER-INCIDENT \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}

twin() {
	story INC-42
	expect 0 emergency emergency=EXEMPT:EMER-INCIDENT-CLAIMED \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}
