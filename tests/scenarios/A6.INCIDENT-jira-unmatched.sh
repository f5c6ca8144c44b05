# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: Petra, who opened the incident, is nobody that is known here: she may be whoever calls the emergency.
# Twin: a machine opened it.

story() { # WHO opened it
	tracker_emergency_started
	ticket INC-42 --by "$1"
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story petra
	expect 3 unknown emergency=UNKNOWN:EMER-INCIDENT-OPENER approval=FAIL:APPR-MISSING
}

twin() {
	story robot
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN approval=FAIL:APPR-MISSING
}
