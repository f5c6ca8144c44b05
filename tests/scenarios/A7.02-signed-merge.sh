# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: merging one's own commits, signed, is no approval.
# Twin: somebody else who may sign merged them.

story() { # PERSON who merges
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$1"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
