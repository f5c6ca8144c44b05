# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the run has ended: what deploys now is another one.
# Twin: it goes on.

story() { # STATUS
	gate_emergency_started
	deploy_run actor=olivia status="$1"
	opened bob
	gate_emergency
}

scenario() {
	story completed
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story in_progress
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
