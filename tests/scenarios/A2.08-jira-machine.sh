# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a rule of Jira approved the ticket: nobody stands behind it.
# Twin: Petra did.

story() { # WHO
	tracker_started jira-cloud 'approval: { required: true, status: [Approved] }' \
		'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7
	moves "$1" PAY-7 Approved
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story robot
	expect 1 refused ticket=FAIL:TKT-UNAPPROVED
}

twin() {
	story petra
	expect 0 allowed ticket=PASS:TKT-FOUND
}
