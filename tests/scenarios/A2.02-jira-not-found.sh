# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a ticket that Jira does not have, or does not show to the token.
# Twin: it has it.

story() { # KEY that is opened
	tracker_started jira-cloud
	ticket "$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story PAY-8
	expect 1 refused ticket=FAIL:TKT-NOTFOUND
	expect_because 'PAY-7 does not exist, or the token cannot see it'
}

twin() {
	story PAY-7
	expect 0 allowed ticket=PASS:TKT-FOUND
	expect_because 'PAY-7, from title (verified: Story, In Progress)'
}
