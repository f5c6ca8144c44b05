# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: only the author opened the ticket, and nobody approved it, which the policy asks for.
# Twin: the policy asks for no approval: it is noted.

story() { # [KEY: VALUE]
	tracker_started jira-cloud "$@"
	ticket PAY-7 --by alice
	moves alice PAY-7 'In Review'
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story 'approval: { required: true, status: [Approved] }'
	expect 1 refused ticket=FAIL:TKT-UNAPPROVED
}

twin() {
	story
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-SELF-AUTHORISED
}
