# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a ticket that was done when the change request was opened, and is open again: new work needs a new one.
# Twin: it was opened again before.

story() { # after|before
	tracker_started jira-cloud
	ticket PAY-7
	moves petra PAY-7 Done
	[ "$1" = after ] || moves petra PAY-7 'In Progress'
	named_pull 3 'PAY-7 more'
	[ "$1" = before ] || moves petra PAY-7 'In Progress'
	deploy staging
}

scenario() {
	story after
	expect 1 refused ticket=FAIL:TKT-STATUS
}

twin() {
	story before
	expect 0 allowed ticket=PASS:TKT-FOUND
}
