# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the run was started again: nobody tells which attempt the gate was opened for.
# Twin: it is the first attempt.

story() { # ATTEMPT
	gate_emergency_started
	deploy_run actor=olivia attempt:="$1"
	opened bob
	gate_emergency
}

scenario() {
	story 2
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story 1
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
