# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: a name that was typed is nobody: one person alone answers for the emergency.
# Twin: that person signed.

story() { # PERSON...
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	authorise "$@"
	deploy staging --emergency INC-42 --reason 'it is down' --authoriser 'Bob Baker' \
		"${authorised[@]}"
}

export INCIDENT=INC-42

scenario() {
	story "$ALICE"
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=NOTE:EMER-AUTHORISER-CLAIMED \
		approval=FAIL:APPR-MISSING
}

twin() {
	story "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
