# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an emergency that two people signed goes ahead over missing approval, ticket and tests: its
#   result is emergency, and no finding of it is a pass for what was missing.
# Twin: only one of them signed.

story() { # PERSON...
	emergency_started
	hotfix
	emergency "$@"
}

scenario() {
	story "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED emergency=EXEMPT:EMER-INCIDENT-CLAIMED \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
	same recordKind emergency "$(of_last recordKind)"
}

twin() {
	story "$ALICE"
	expect 1 refused emergency=FAIL:EMER-SOLO \
		approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}
