# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of two tickets one does not exist, and the policy wants all of them.
# Twin: it wants any.

story() { # any|all
	tracker_started jira-cloud "several: $1"
	ticket PAY-7
	named_pull 3 'PAY-7 and PAY-8, in UTF-8'
	deploy staging
}

scenario() {
	story all
	expect 1 refused ticket=FAIL:TKT-NOTFOUND
}

twin() {
	story any
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-IGNORED
	expect_because 'PAY-8 was not counted: PAY-8 does not exist'
}
