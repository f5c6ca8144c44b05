# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a machine opened the gate.
# Twin: a person did.

story() { # LOGIN
	gate_emergency_started
	deploy_run actor=olivia
	opened "$1"
	gate_emergency
}

scenario() {
	story ci-bot
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
