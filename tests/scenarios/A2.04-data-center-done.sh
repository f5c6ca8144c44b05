# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: at a Data Center too: the ticket was done before the change request was opened.
# Twin: it was not.

story() { # STATUS
	tracker_started jira-data-center
	ticket PAY-7
	moves petra PAY-7 "$1"
	named_pull 3 'PAY-7 more'
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
