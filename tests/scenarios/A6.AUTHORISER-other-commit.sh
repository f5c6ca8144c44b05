# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: what somebody signed for another commit is no authorisation of this one.
# Twin: they signed for this one.

story() { # REVISION that Bob signed
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	export INCIDENT=INC-42
	authorise "$ALICE"
	options=("${authorised[@]}")
	EMERGENCY_SHA=$(commit_of "$1") authorise "$BOB"
	deploy staging --emergency INC-42 --reason 'it is down' "${options[@]}" "${authorised[@]}"
}

scenario() {
	story HEAD~1
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=NOTE:EMER-AUTHORISATION \
		approval=FAIL:APPR-MISSING
	expect_because 'it is of another commit'
}

twin() {
	story HEAD
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
