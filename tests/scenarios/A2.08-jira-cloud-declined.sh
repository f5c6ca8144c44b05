# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the approval of the request at Jira Service Management was declined.
# Twin: it was approved.

story() { # DECISION
	tracker_started jira-cloud 'approval: { required: true }' 'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7
	tick
	event_there approval key=PAY-7 by=712020:petra decision="$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story declined
	expect 1 refused ticket=FAIL:TKT-UNAPPROVED
}

twin() {
	story approved
	expect 0 allowed ticket=PASS:TKT-FOUND
}
