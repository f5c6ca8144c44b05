# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: while nobody gives the job its token, the message says how to go ahead.
# Twin: two people break the glass.

story() {
	platform_begin
	repository "$platform_policy" "emergency=$emergency_policy" \
		allowed_signers=.changegate/allowed_signers
	emergency_signers
	platform_job staging
	baseline staging
	platform_change
	platform_job staging
	unset INCIDENT
	export CHANGEGATE_HTTP_BUDGET=2
	authorise "$ALICE" "$BOB"
	kill "$PLATFORM_PID"
	trap - EXIT
}

scenario() {
	story
	deploy staging
	expect 3 unknown separation=UNKNOWN:PROOF-UNKNOWN emergency=NOTE:EMER-OUTAGE
	expect_because "the platform could not be asked; if it cannot wait: changegate deploy --env staging --service default --sha $(commit_of HEAD) --break-glass"
}

twin() {
	story
	deploy staging --break-glass --reason 'it is down' "${authorised[@]}"
	expect 0 emergency separation=UNKNOWN:PROOF-UNKNOWN emergency=EXEMPT:EMER-AUTHORISED \
		emergency=EXEMPT:EMER-BREAK-GLASS
	expect_because 'the glass was broken: platform: '
}
