# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an epic is no ticket, says the policy.
# Twin: a story is one.

story() { # TYPE
	tracker_started jira-cloud 'deny_types: [Epic]'
	ticket PAY-7 --type "$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story Epic
	expect 1 refused ticket=FAIL:TKT-TYPE
}

twin() {
	story Story
	expect 0 allowed ticket=PASS:TKT-FOUND
}
