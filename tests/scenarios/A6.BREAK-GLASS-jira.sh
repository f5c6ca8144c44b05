# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: while Jira does not answer, nobody knows what the incident is, and the message says how to go ahead.
# Twin: two people break the glass.

story() {
	export CHANGEGATE_HTTP_BUDGET=2
	tracker_emergency_started
	incident
	unapproved_pull
	event_there fault kind=status status:=500 match=issue/bulkfetch
	INCIDENT=INC-42 authorise "$ALICE" "$BOB"
}

scenario() {
	story
	deploy staging --emergency INC-42 --reason 'it is down' "${authorised[@]}"
	expect 3 unknown emergency=UNKNOWN:EMER-INCIDENT-UNKNOWN emergency=NOTE:EMER-OUTAGE \
		emergency=EXEMPT:EMER-AUTHORISED ticket=UNKNOWN:TKT-TRACKER approval=FAIL:APPR-MISSING
	expect_because "changegate deploy --env staging --service default --sha $(commit_of HEAD) --break-glass"
}

twin() {
	story
	deploy staging --emergency INC-42 --break-glass --reason 'it is down' "${authorised[@]}"
	expect 0 emergency emergency=EXEMPT:EMER-INCIDENT-UNKNOWN emergency=EXEMPT:EMER-AUTHORISED \
		emergency=EXEMPT:EMER-BREAK-GLASS ticket=UNKNOWN:TKT-TRACKER approval=FAIL:APPR-MISSING
	expect_because 'the glass was broken: tracker: '
}
