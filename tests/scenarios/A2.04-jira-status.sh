# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: neither at the merge nor now has the ticket one of the statuses that the policy lists.
# Twin: it had one at the merge, and has moved on since.

story() { # STATUS at the merge
	tracker_started jira-cloud 'status: [Approved]'
	ticket PAY-7 --status 'In Progress'
	moves petra PAY-7 "$1"
	named_pull 3 'PAY-7 more'
	moves petra PAY-7 Done
	deploy staging
}

scenario() {
	story 'In Review'
	expect 1 refused ticket=FAIL:TKT-STATUS
	expect_because 'PAY-7 is Done now, was at the merge In Review, and none of Approved'
}

twin() {
	story Approved
	expect 0 allowed ticket=PASS:TKT-FOUND
}
