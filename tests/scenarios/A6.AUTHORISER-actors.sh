# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: only those count who are among emergency.actors.
# Twin: Bob is.

story() { # ADDRESS
	emergency_started emergency="{ actors: [alice@example.org, $1], ticket: { projects: [INC] } }"
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$ALICE" "$BOB"
}

scenario() {
	story carol@example.org
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=NOTE:EMER-AUTHORISATION \
		approval=FAIL:APPR-MISSING
}

twin() {
	story bob@example.org
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
