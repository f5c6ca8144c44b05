# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signed merge over a commit that nobody signed is only claimed: the merger may have written
#   it under another name.
# Twin: the policy is content with claims.

story() { # EVIDENCE that the policy asks for
	signed_started "approval={ evidence: $1 }"
	branch feature
	unsigned_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story verified
	expect 1 refused approval=FAIL:APPR-GRADE
}

twin() {
	story claimed
	expect 0 allowed approval=PASS:APPR-COUNTED
}
