# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # what the library reads and sets
# Shows: an emergency beyond what emergency.budget has for a month is noted, and goes ahead; those that were
#   refused, or of another environment, are not counted.
# Twin: one person alone signs.

story() { # PERSON...
	emergency_policy='{ ticket: { projects: [INC] }, budget: 1 }'
	emergency_started 'environments={ staging: {}, production: {} }'
	baseline production
	hotfix
	emergency "$ALICE"
	same result refused "$(of_last result)"
	emergency "$ALICE" "$BOB"
	same result emergency "$(of_last result)"
	expect_not emergency=NOTE:EMER-BUDGET
	hotfix
	INCIDENT=INC-42 EMERGENCY_ENV=production authorise "$ALICE" "$BOB"
	deploy production --emergency INC-42 --reason 'it is down' "${authorised[@]}"
	same result emergency "$(of_last result)"
	expect_not emergency=NOTE:EMER-BUDGET
	emergency "$@"
}

scenario() {
	story "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED emergency=NOTE:EMER-BUDGET \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
	expect_because 'emergency 2 of this service and environment in'
}

twin() {
	story "$ALICE"
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=NOTE:EMER-BUDGET \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}
