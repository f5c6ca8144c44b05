# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a type that the policy does not list.
# Twin: one that it lists.

story() { # TYPE
	tracker_started jira-cloud 'types: [Bug, Story]'
	ticket PAY-7 --type "$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story Task
	expect 1 refused ticket=FAIL:TKT-TYPE
}

twin() {
	story Bug
	expect 0 allowed ticket=PASS:TKT-FOUND
}
