# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the field of approvers was emptied again.
# Twin: it was filled once more.

story() { # VALUE
	tracker_started jira-cloud 'approval: { required: true, field: Approvers }' \
		'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7
	for value in 'Petra Miles' "$1"; do
		tick
		event_there field key=PAY-7 field=Approvers value="$value" by=712020:petra
	done
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story ''
	expect 1 refused ticket=FAIL:TKT-UNAPPROVED
}

twin() {
	story 'Petra'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
