# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the ticket was opened when the change was merged already.
# Twin: it was opened before the merge, though after the change request.

story() { # before|after
	tracker_started jira-cloud 'created: before-merge'
	topic topic-3
	pull 3 topic-3 --title 'PAY-7 more'
	[ "$1" = after ] || ticket PAY-7
	approved 3 bob
	merge_pull 3 olivia merge
	[ "$1" = before ] || ticket PAY-7
	deploy staging
}

scenario() {
	story after
	expect 1 refused ticket=FAIL:TKT-LATE
}

twin() {
	story before
	expect 0 allowed ticket=PASS:TKT-FOUND
}
