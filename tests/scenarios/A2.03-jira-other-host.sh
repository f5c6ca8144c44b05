# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token is for another host than the policy names.
# Twin: it is for that one.

story() { # HOST
	tracker_started jira-cloud
	export CHANGEGATE_JIRA_TOKEN_HOST=$1
	ticket PAY-7
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story acme.atlassian.net
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
	expect_because 'CHANGEGATE_JIRA_TOKEN goes to acme.atlassian.net only'
	same 'requests to Jira' 0 "$(asked_there)"
}

twin() {
	story "${TRACKER_SERVER#http://}"
	expect 0 allowed ticket=PASS:TKT-FOUND
}
