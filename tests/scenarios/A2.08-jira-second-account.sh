# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the approver's account at the tracker is the author's, says the policy.
# Twin: it is somebody else's.

story() { # ADDRESS whose account it is
	tracker_started jira-cloud 'approval: { required: true, status: [Approved] }' \
		"identities=[{ addresses: [712020.petra@127.0.0.1, $1] }]"
	ticket PAY-7
	moves petra PAY-7 Approved
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story "$(address_of "$ALICE")"
	expect 1 refused ticket=FAIL:TKT-SELF-APPROVED
}

twin() {
	story "$(address_of "$BOB")"
	expect 0 allowed ticket=PASS:TKT-FOUND
}
