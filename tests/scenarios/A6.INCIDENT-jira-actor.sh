# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034 # what the library reads
# Shows: Carol opened the incident, and nothing tells whether her address is one of those who signed.
# Twin: the policy names her among the people who may sign: she is another one.

story() { # [KEY: VALUE of emergency]
	tracker_world jira-cloud
	emergency_policy="{ ticket: { projects: [INC] }${1:+, $1} }"
	github_emergency_started "$(with_tracker jira-cloud)"
	ticket PAY-7
	ticket INC-42 --by carol
	unapproved_pull
	emergency "$ALICE" "$BOB"
}

scenario() {
	story
	expect 3 unknown emergency=UNKNOWN:EMER-INCIDENT-OPENER emergency=EXEMPT:EMER-AUTHORISED \
		approval=FAIL:APPR-MISSING
}

twin() {
	story 'actors: [alice@example.org, bob@example.org, carol@example.org]'
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN emergency=EXEMPT:EMER-AUTHORISED \
		approval=FAIL:APPR-MISSING
}
