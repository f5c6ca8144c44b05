# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two accounts of one person started the run and opened its gate.
# Twin: they are of two people.

story() { # ADDRESS that is one person with Olivia
	gate_emergency_started '' "identities=[{ addresses: [105+olivia@users.noreply.github.com, $1] }]"
	deploy_run actor=olivia
	opened bob
	gate_emergency
}

scenario() {
	story 102+bob@users.noreply.github.com
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=NOTE:EMER-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story 103+carol@users.noreply.github.com
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
