# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the incident was moved into a project that has none.
# Twin: it was moved within the projects of incidents.

story() { # NEW KEY
	tracker_emergency_started
	incident
	event_there move key=INC-42 to="$1"
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story PAY-9
	expect 1 refused emergency=FAIL:EMER-INCIDENT approval=FAIL:APPR-MISSING
}

twin() {
	story INC-9
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN approval=FAIL:APPR-MISSING
}
