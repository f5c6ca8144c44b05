# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever looked at the gate kept it shut.
# Twin: they opened it.

story() { # STATE
	gate_emergency_started
	deploy_run actor=olivia
	opened bob live "$1"
	gate_emergency
}

scenario() {
	story rejected
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story approved
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
