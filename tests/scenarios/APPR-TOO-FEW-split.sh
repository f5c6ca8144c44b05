# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two approvals of different commits are not two of each.
# Twin: both approved the merge, and so all it brings.

story() { # TRAILER of the first, of the second commit; of the merge
	started approval='{ count: 2 }'
	branch feature
	commit 'one' "$1"
	commit 'two' "$2"
	onto main
	as 'Dora Dean <dora@example.org>'
	merge feature 'PAY-2 merge' "${@:3}"
	deploy staging
}

scenario() {
	story "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story "Reviewed-by: $BOB" "Reviewed-by: $CAROL" "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
