# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a status that Jira takes for work, and the policy for its backlog.
# Twin: another one.

story() { # STATUS
	tracker_started jira-cloud 'backlog: [Approved], unstarted: fail'
	ticket PAY-7 --status "$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story Approved
	expect 1 refused ticket=FAIL:TKT-UNSTARTED
}

twin() {
	story 'In Progress'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
