# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a trailer is text that anybody can write: it passes only where the policy accepts
#   claimed approvals.
# Twin: the policy accepts them.

story() { # KEY=VALUE of the policy
	started "$@"
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story approval='{ evidence: verified }'
	expect 1 refused approval=FAIL:APPR-GRADE
}

twin() {
	story approval='{ evidence: claimed }'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
