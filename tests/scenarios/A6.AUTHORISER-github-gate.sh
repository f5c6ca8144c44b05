# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nobody signed, and only whoever started the run opened its gate.
# Twin: somebody else opened it.

story() { # LOGIN
	gate_emergency_started
	deploy_run actor=olivia
	opened "$1"
	gate_emergency
}

scenario() {
	story olivia
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
