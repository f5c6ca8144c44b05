# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a trailer on the merge commit approves all commits that it brings.
# Twin: the trailer stands on one of two commits only.

story() { # TRAILER of the first commit, TRAILER of the merge
	started
	branch feature
	commit 'one' "$1"
	commit 'two'
	onto main
	as "$BOB"
	merge feature 'PAY-2 merge' "$2"
	deploy staging
}

scenario() {
	story "Signed-off-by: $ALICE" "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story "Reviewed-by: $CAROL" "Signed-off-by: $BOB"
	expect 1 refused approval=FAIL:APPR-MISSING
}
