# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a co-author cannot approve.
# Twin: the trailer names somebody else as co-author.

story() { # co-author
	started
	commit 'PAY-2 more' "Co-authored-by: $1" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'not counted: co-wrote'
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
