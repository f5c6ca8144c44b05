# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: Jira answers 429: what it would say of the ticket is not known.
# Twin: it answers so to another request only.

story() { # MATCH
	export CHANGEGATE_HTTP_BUDGET=2
	tracker_started jira-cloud
	ticket PAY-7
	named_pull 3 'PAY-7 more'
	event_there fault kind=status status:=429 match="$1"
	deploy staging
}

scenario() {
	story issue/bulkfetch
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
	expect_because 'status 429'
}

twin() {
	story issue/PAY-7
	expect 0 allowed ticket=PASS:TKT-FOUND
}
