# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: Jira does not answer, so the ticket does not count, even where the policy takes claims.
# Twin: it answers.

story() { # MATCH
	export CHANGEGATE_HTTP_BUDGET=2
	tracker_world jira-cloud
	github_started "$(with_tracker jira-cloud | sed 's/verified/claimed/')"
	ticket PAY-7
	named_pull 3 'PAY-7 more'
	event_there fault kind=status status:=503 match="$1"
	deploy staging
}

scenario() {
	story bulkfetch
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
}

twin() {
	story PAY-7
	expect 0 allowed ticket=PASS:TKT-FOUND
}
