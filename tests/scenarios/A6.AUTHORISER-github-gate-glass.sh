# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a broken glass is for two signatures: who opened the gate does not count.
# Twin: the glass is not broken.

story() { # OPTION...
	gate_emergency_started
	deploy_run actor=olivia
	opened bob
	gate_emergency "$@"
}

scenario() {
	story --break-glass
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=EXEMPT:EMER-BREAK-GLASS \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}

twin() {
	story
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED-GATE \
		emergency=EXEMPT:EMER-INCIDENT-CLAIMED approval=FAIL:APPR-MISSING
}
