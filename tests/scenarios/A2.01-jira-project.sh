# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key of a project that the policy does not list is none, whatever Jira has.
# Twin: one of a listed project.

story() { # KEY
	tracker_started jira-cloud
	ticket "$1"
	named_pull 3 "$1 more"
	deploy staging
}

scenario() {
	story HR-7
	expect 1 refused ticket=FAIL:TKT-PROJECT
	expect_because 'PAY, OPS'
	same 'requests to Jira' 0 "$(asked_there)"
}

twin() {
	story OPS-7
	expect 0 allowed ticket=PASS:TKT-FOUND
}
