# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a freeze stops every deploy that is no emergency.
# Twin: it is one.

story() {
	emergency_started
	frozen UTC
}

scenario() {
	story
	deploy staging
	expect 1 refused separation=FAIL:ENV-FREEZE
}

twin() {
	story
	emergency "$ALICE" "$BOB"
	expect 0 emergency separation=FAIL:ENV-FREEZE emergency=EXEMPT:EMER-AUTHORISED
}
