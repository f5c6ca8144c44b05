# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an incident that is closed is no reason to go ahead now.
# Twin: it is open.

story() { # STATUS
	tracker_emergency_started
	incident "$1"
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story Done
	expect 1 refused emergency=FAIL:EMER-INCIDENT-CLOSED approval=FAIL:APPR-MISSING
}

twin() {
	story 'In Progress'
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN emergency=EXEMPT:EMER-AUTHORISED \
		approval=FAIL:APPR-MISSING
}
