# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nobody has begun the ticket, and the policy wants it begun.
# Twin: the policy only notes it.

story() { # warn|fail
	tracker_started jira-cloud "unstarted: $1"
	ticket PAY-7 --status 'To Do'
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story fail
	expect 1 refused ticket=FAIL:TKT-UNSTARTED
}

twin() {
	story warn
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-UNSTARTED
}
