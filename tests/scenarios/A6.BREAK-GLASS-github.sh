# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: while GitHub does not answer, two signatures let a deploy go ahead; what could not be asked is on record, and the message of the outage says how.
# Twin: nobody breaks the glass.

story() {
	github_emergency_started
	merged_pull 3 merge bob
	unset INCIDENT
	authorise "$ALICE" "$BOB"
	unset GITHUB_TOKEN
	deploy staging
	expect 3 unknown policy=UNKNOWN:FORGE-UNAVAILABLE approval=UNKNOWN:FORGE-UNAVAILABLE \
		policy=UNKNOWN:GIT-REF-UNKNOWN separation=UNKNOWN:GIT-REF-UNKNOWN \
		emergency=NOTE:EMER-OUTAGE
	expect_because "changegate deploy --env staging --service default --sha $(commit_of HEAD) --break-glass"
}

scenario() {
	story
	deploy staging --break-glass --reason 'it is down' "${authorised[@]}"
	expect 0 emergency emergency=EXEMPT:EMER-BREAK-GLASS emergency=EXEMPT:EMER-AUTHORISED \
		policy=UNKNOWN:FORGE-UNAVAILABLE approval=UNKNOWN:FORGE-UNAVAILABLE \
		policy=UNKNOWN:GIT-REF-UNKNOWN separation=UNKNOWN:GIT-REF-UNKNOWN
	expect_because 'the glass was broken: forge: '
}

twin() {
	story
	deploy staging
	expect 3 unknown policy=UNKNOWN:FORGE-UNAVAILABLE approval=UNKNOWN:FORGE-UNAVAILABLE \
		policy=UNKNOWN:GIT-REF-UNKNOWN separation=UNKNOWN:GIT-REF-UNKNOWN
}
