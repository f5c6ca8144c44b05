# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the ticket was done before the change request was opened.
# Twin: the work got it done: it was closed behind the merge.

story() { # before|after
	tracker_started jira-cloud
	ticket PAY-7
	[ "$1" = after ] || moves petra PAY-7 Done
	named_pull 3 'PAY-7 more'
	[ "$1" = before ] || moves petra PAY-7 Done
	deploy staging
}

scenario() {
	story before
	expect 1 refused ticket=FAIL:TKT-STATUS
	expect_because 'done (Done) before the change request was opened'
}

twin() {
	story after
	expect 0 allowed ticket=PASS:TKT-FOUND
}
