# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a history in pages: what stands on the second one counts.
# Twin: it does not stand there.

story() { # STATUS of the second page
	tracker_started jira-cloud
	event_there settings 'with:={"pageSize":1}'
	ticket PAY-7
	moves petra PAY-7 'In Review'
	moves petra PAY-7 "$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story Done
	expect 1 refused ticket=FAIL:TKT-STATUS
	same 'pages' 2 "$(asked_there '.path == "/rest/api/3/changelog/bulkfetch"')"
}

twin() {
	story Approved
	expect 0 allowed ticket=PASS:TKT-FOUND
}
