# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was opened is the gate of another environment.
# Twin: it is the gate of this one.

story() { # ENVIRONMENT
	gate_emergency_started
	deploy_run actor=olivia
	opened bob "$1"
	gate_emergency
}

scenario() {
	story test
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story live
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
