# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a ticket that was moved to another project, which the policy does not list.
# Twin: to one that it lists; its key now is noted.

story() { # KEY now
	tracker_started jira-cloud
	ticket PAY-7
	ticket PAY-8
	event_there move key=PAY-7 to="$1"
	named_pull 3 'PAY-7 more'
	named_pull 4 'PAY-8 more'
	deploy staging
}

scenario() {
	story HR-9
	expect 1 refused ticket=FAIL:TKT-PROJECT ticket=PASS:TKT-FOUND
	expect_because 'PAY-7 is HR-9 now'
}

twin() {
	story OPS-9
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-MOVED
	expect_because 'PAY-7 is OPS-9 now (id 1000'
}
