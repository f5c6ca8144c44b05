# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an emergency does not bring a key of its own: changed files of the gate need their approval.
# Twin: the hotfix changes something else.

story() { # FILE
	emergency_started
	as "$ALICE"
	commit --file "$1" 'PAY-7 mend it'
	emergency "$ALICE" "$BOB"
}

scenario() {
	story .mailmap
	expect 1 refused emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}

twin() {
	story app.txt
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
