# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an incident that the tracker does not have is none.
# Twin: it has it.

story() { # KEY of the incident
	tracker_emergency_started
	incident 'In Progress' "$1"
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story INC-41
	expect 1 refused emergency=FAIL:EMER-INCIDENT-ABSENT approval=FAIL:APPR-MISSING
}

twin() {
	story INC-42
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN approval=FAIL:APPR-MISSING
}
