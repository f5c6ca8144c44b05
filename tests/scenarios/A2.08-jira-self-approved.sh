# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the ticket was moved to an approved status by the author of the change.
# Twin: by Petra, whom the policy knows and who contributed nothing.

story() { # WHO
	tracker_started jira-cloud 'approval: { required: true, status: [Approved] }' \
		'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7
	moves "$1" PAY-7 Approved
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story alice
	expect 1 refused ticket=FAIL:TKT-SELF-APPROVED
	expect_because 'PAY-7 was approved by A. Archer, who contributed to the change'
}

twin() {
	story petra
	expect 0 allowed ticket=PASS:TKT-FOUND
}
