# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the ticket is no request of Jira Service Management, so nobody approved it there.
# Twin: it is one, and was approved.

story() { # [--plain]
	tracker_started jira-cloud 'approval: { required: true }' 'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7 "$@"
	tick
	event_there approval key=PAY-7 by=712020:petra decision=approved
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story --plain
	expect 1 refused ticket=FAIL:TKT-UNAPPROVED
}

twin() {
	story
	expect 0 allowed ticket=PASS:TKT-FOUND
}
