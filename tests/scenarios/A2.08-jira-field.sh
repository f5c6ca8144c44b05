# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the author filled the field of approvers: whoever did it counts, not what it says.
# Twin: Petra filled it.

story() { # WHO
	tracker_started jira-cloud 'approval: { required: true, field: Approvers }' \
		'identities=[{ addresses: [petra@example.org, petra@acme.example] }]'
	ticket PAY-7
	tick
	event_there field key=PAY-7 field=Approvers value='Petra Miles' by="712020:$1"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story alice
	expect 1 refused ticket=FAIL:TKT-SELF-APPROVED
}

twin() {
	story petra
	expect 0 allowed ticket=PASS:TKT-FOUND
}
