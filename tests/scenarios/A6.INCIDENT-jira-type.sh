# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a story in the project of incidents is none where the policy names their types.
# Twin: the policy names stories.

story() { # TYPE that the policy names
	tracker_emergency_started "types: [$1]"
	incident 'In Progress' INC-42 --type Story
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story Incident
	expect 1 refused emergency=FAIL:EMER-INCIDENT-TYPE approval=FAIL:APPR-MISSING
}

twin() {
	story Story
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN approval=FAIL:APPR-MISSING
}
