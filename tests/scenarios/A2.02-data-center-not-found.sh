# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one key that a Data Center does not have is told apart from those that it has.
# Twin: it has it.

story() { # KEY that is opened
	tracker_started jira-data-center
	ticket PAY-7
	ticket "$1"
	named_pull 3 'PAY-7 one'
	named_pull 4 'PAY-8 two'
	deploy staging
}

scenario() {
	story PAY-9
	expect 1 refused ticket=FAIL:TKT-NOTFOUND ticket=PASS:TKT-FOUND
	expect_because 'PAY-8 does not exist, or the token cannot see it'
}

twin() {
	story PAY-8
	expect 0 allowed ticket=PASS:TKT-FOUND
}
