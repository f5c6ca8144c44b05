# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: covers-each-author: still nobody approves a commit of their own.
# Twin: the other one approves it.

story() { # TRAILER of Alice's commit
	started approval='{ independence: covers-each-author }'
	branch feature
	commit 'one' "$@"
	as "$BOB"
	commit 'two' "Reviewed-by: $ALICE"
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
