# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever opened the gate is not among the people who may.
# Twin: they are.

story() { # ADDRESS of the second one who may
	gate_emergency_started \
		"actors: [105+olivia@users.noreply.github.com, $1]"
	deploy_run actor=olivia
	opened bob
	gate_emergency
}

scenario() {
	story 103+carol@users.noreply.github.com
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story 102+bob@users.noreply.github.com
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
