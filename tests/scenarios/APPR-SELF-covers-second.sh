# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: covers-each-author: whoever wrote several commits approves none of them, the second no more
#   than the first.
# Twin: somebody else approves the second.

story() { # TRAILER of Alice's second commit
	started approval='{ independence: covers-each-author }'
	branch feature
	commit 'one' "Reviewed-by: $BOB"
	commit 'two' "$@"
	onto main
	as "$CAROL"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "Reviewed-by: $ALICE"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
