# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the gate was opened for a run of another commit.
# Twin: it is of what is deployed.

story() { # REVISION
	gate_emergency_started
	deploy_run actor=olivia commit="$(commit_of "$1")"
	opened bob
	gate_emergency
}

scenario() {
	story HEAD~1
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story HEAD
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
