# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: what was signed for an emergency that was rolled back since does not bring it back.
# Twin: it is signed anew.

story() { # COMMAND... before it is deployed again
	emergency_started
	as "$ALICE"
	commit 'PAY-6 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-7 mend it'
	emergency "$ALICE" "$BOB"
	expect 0 emergency approval=FAIL:APPR-MISSING
	sleep 1.1
	deploy staging --sha "$(commit_of HEAD~1)"
	expect 0 allowed change=PASS:CHG-ROLLBACK
	"$@"
	deploy staging --emergency INC-42 --reason 'it is down' "${authorised[@]}"
}

authorise_again() {
	export INCIDENT=INC-42
	authorise "$ALICE" "$BOB"
}

scenario() {
	story true
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING approval=FAIL:APPR-MISSING
	expect_because 'it was signed before what is in place now was deployed'
}

twin() {
	story authorise_again
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
