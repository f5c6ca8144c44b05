# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: more change requests of one deploy name a ticket than the policy lets.
# Twin: the policy only notes it.

story() { # warn|fail
	tracker_started jira-cloud "max_requests: { count: 1, action: $1 }"
	ticket PAY-7
	named_pull 3 'PAY-7 one'
	named_pull 4 'PAY-7 two'
	deploy staging
}

scenario() {
	story fail
	expect 1 refused ticket=FAIL:TKT-REUSED
	expect_because '2 change requests of this deploy name PAY-7'
}

twin() {
	story warn
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-REUSED
}
