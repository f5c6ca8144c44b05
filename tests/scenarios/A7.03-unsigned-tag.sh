# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag that approves a commit and is not signed is nobody's.
# Twin: Carol signed it.

story() { # signing_as|unsigned_as
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	"$1" "$CAROL"
	approve feature
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story unsigned_as
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story signing_as
	expect 0 allowed approval=PASS:APPR-COUNTED
}
