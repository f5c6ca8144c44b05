# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the job names no run, so nobody opened a gate for it.
# Twin: it names its run.

story() { # VARIABLE that the job lacks
	gate_emergency_started
	deploy_run actor=olivia
	opened bob
	unset "$1"
	gate_emergency
}

scenario() {
	story GITHUB_RUN_ID
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story GITHUB_RUN_NUMBER
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
