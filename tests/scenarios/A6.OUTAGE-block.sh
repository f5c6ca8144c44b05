# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what could not be found out stops an emergency too where the environment says on_unknown: block.
# Twin: it says emergency-only.

story() { # on_unknown
	emergency_started
	frozen Mars/Olympus "on_unknown: $1,"
	emergency "$ALICE" "$BOB"
}

scenario() {
	story block
	expect 3 unknown separation=UNKNOWN:ENV-FREEZE-UNKNOWN emergency=EXEMPT:EMER-AUTHORISED
}

twin() {
	story emergency-only
	expect 0 emergency separation=UNKNOWN:ENV-FREEZE-UNKNOWN emergency=EXEMPT:EMER-AUTHORISED
}
