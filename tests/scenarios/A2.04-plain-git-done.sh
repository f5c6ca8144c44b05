# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: without a forge nobody knows when the work began: a ticket that is done is done.
# Twin: it is not done.

story() { # STATUS
	export BIN=$GITHUB_BIN
	tracker_world jira-cloud
	started "$(with_tracker jira-cloud | sed 's/title/subject/')"
	ticket PAY-7 --status "$1"
	commit 'PAY-7 more' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story Done
	expect 1 refused ticket=FAIL:TKT-STATUS
}

twin() {
	story 'In Review'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
