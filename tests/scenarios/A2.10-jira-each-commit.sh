# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one commit names a ticket that Jira does not have.
# Twin: it has it.

story() { # KEY that is opened
	tracker_world jira-cloud
	github_started "$(with_tracker jira-cloud 'per: commit' | sed 's/\[title\]/[title, subject]/')"
	ticket PAY-7
	ticket "$1"
	topic topic-3 'PAY-7 one'
	commit 'PAY-8 two'
	pull 3 topic-3 --title 'PAY-7 more'
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story PAY-9
	expect 1 refused ticket=FAIL:TKT-COMMITS
}

twin() {
	story PAY-8
	expect 0 allowed ticket=PASS:TKT-FOUND
}
