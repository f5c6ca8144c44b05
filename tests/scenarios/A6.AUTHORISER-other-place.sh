# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: what somebody signed for staging is no authorisation for production.
# Twin: they signed for production.

story() { # ENVIRONMENT that Bob signed
	emergency_started
	baseline production
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	export INCIDENT=INC-42
	EMERGENCY_ENV=production authorise "$ALICE"
	options=("${authorised[@]}")
	EMERGENCY_ENV=$1 authorise "$BOB"
	deploy production --emergency INC-42 --reason 'it is down' "${options[@]}" "${authorised[@]}"
}

scenario() {
	story staging
	expect 1 refused emergency=FAIL:EMER-SOLO separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story production
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED separation=FAIL:ENV-NOT-PROMOTED
}
