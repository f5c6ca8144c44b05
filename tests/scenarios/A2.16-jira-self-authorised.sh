# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: only the author opened and moved the ticket: it documents, and does not authorise.
# Twin: Petra opened it.

story() { # WHO
	tracker_started jira-cloud 'authorised: required' 'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7 --by "$1"
	moves alice PAY-7 'In Review'
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story alice
	expect 1 refused ticket=FAIL:TKT-SELF-AUTHORISED
}

twin() {
	story petra
	expect 0 allowed ticket=PASS:TKT-FOUND
	expect_not ticket=NOTE:TKT-SELF-AUTHORISED
}
