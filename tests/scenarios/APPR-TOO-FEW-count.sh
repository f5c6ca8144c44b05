# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two people have to approve: one is too few.
# Twin: two.

story() { # TRAILER...
	started approval='{ count: 2 }'
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story "Reviewed-by: $BOB"
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
