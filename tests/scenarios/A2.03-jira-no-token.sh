# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: there is no token for Jira.
# Twin: there is one.

story() { # TOKEN
	tracker_started jira-cloud
	export CHANGEGATE_JIRA_TOKEN=$1
	ticket PAY-7
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story ''
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
	expect_because 'set CHANGEGATE_JIRA_TOKEN'
}

twin() {
	story "canary-jira-$(basename "$SCRATCH")"
	expect 0 allowed ticket=PASS:TKT-FOUND
}
