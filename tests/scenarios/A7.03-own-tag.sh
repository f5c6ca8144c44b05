# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nobody approves her own commits by a tag.
# Twin: somebody else made it.

story() { # PERSON who approves
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$1"
	approve feature
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
