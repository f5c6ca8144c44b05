# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nobody can tell who the approver is at the forge: it may be a contributor.
# Twin: the policy lists the account.

story() { # KEY=VALUE of the policy
	tracker_started jira-cloud 'approval: { required: true, status: [Approved] }' "$@"
	ticket PAY-7
	moves petra PAY-7 Approved
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story
	expect 3 unknown ticket=UNKNOWN:TKT-APPROVER
}

twin() {
	story 'identities=[{ addresses: [712020.petra@127.0.0.1] }]'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
