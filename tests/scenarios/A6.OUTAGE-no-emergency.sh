# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what could not be found out is never allowed as such.
# Twin: it is an emergency.

story() {
	emergency_started
	frozen Mars/Olympus
}

scenario() {
	story
	deploy staging
	expect 3 unknown separation=UNKNOWN:ENV-FREEZE-UNKNOWN
}

twin() {
	story
	emergency "$ALICE" "$BOB"
	expect 0 emergency separation=UNKNOWN:ENV-FREEZE-UNKNOWN
}
