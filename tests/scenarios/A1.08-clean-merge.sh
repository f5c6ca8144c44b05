# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge of two lines of work adds nothing, so it needs no approval: but its commits do.
# Twin: each commit is reviewed.

story() { # [TRAILER] of the branch's commit
	started
	branch feature
	commit 'PAY-2 there' "$@"
	onto main
	commit --file other.txt 'PAY-3 here' "Reviewed-by: $CAROL"
	as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
