# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two people who reviewed each other pass only where the policy says covers-each-author,
#   with a note.
# Twin: contributed-nothing: whoever contributed to the request is not counted.

story() { # independence
	started approval="{ independence: $1 }"
	branch feature
	commit 'one' "Reviewed-by: $BOB"
	as "$BOB"
	commit 'two' "Reviewed-by: $ALICE"
	onto main
	as "$CAROL"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story covers-each-author
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-MUTUAL
}

twin() {
	story contributed-nothing
	expect 1 refused approval=FAIL:APPR-SELF
}
