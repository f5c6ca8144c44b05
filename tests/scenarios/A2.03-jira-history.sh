# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the ticket comes with a part of its history, and the rest is not told, so nobody knows what status it had when the work began.
# Twin: it is told.

story() { # MATCH
	export CHANGEGATE_HTTP_BUDGET=2
	tracker_started jira-cloud
	event_there settings 'with:={"pageSize":1}'
	ticket PAY-7
	moves petra PAY-7 'In Review'
	moves petra PAY-7 Approved
	named_pull 3 'PAY-7 more'
	event_there fault kind=html match="$1"
	deploy staging
}

scenario() {
	story changelog
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
}

twin() {
	story PAY-7
	expect 0 allowed ticket=PASS:TKT-FOUND
}
