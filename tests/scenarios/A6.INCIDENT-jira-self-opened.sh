# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: Alice, who signed, opened the incident, and nobody else has seen it.
# Twin: Bob took it up.

story() { # WHO moves it
	tracker_emergency_started
	ticket INC-42 --by alice --status Backlog
	moves "$1" INC-42 'In Progress'
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story alice
	expect 1 refused emergency=FAIL:EMER-INCIDENT-SELF-OPENED approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN approval=FAIL:APPR-MISSING
}
