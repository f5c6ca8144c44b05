# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that lowers the number of approvals is judged by the old number.
# Twin: two people approved it.

story() { # TRAILER...
	started approval='{ count: 2 }'
	policy approval='{ count: 1 }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 fewer approvals' "$@"
	deploy staging
}

scenario() {
	story "Reviewed-by: $BOB"
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=NOTE:POLICY-CHANGED
	expect_because '2 needed, 1 valid'
}

twin() {
	story "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED policy=NOTE:POLICY-CHANGED
}
