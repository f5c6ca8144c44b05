# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: merging is not authoring: whoever merges may also be the one who reviewed.
# Twin: the one who merged had committed to the branch.

story() { # who writes the second commit
	started
	branch feature
	commit 'one'
	as "$1"
	commit 'two'
	onto main
	as "$BOB"
	merge feature 'PAY-2 merge' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}
