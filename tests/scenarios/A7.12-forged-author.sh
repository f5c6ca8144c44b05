# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit under another name than its signer's is not by whom it says: the signer may not
#   approve it, and nobody knows its author.
# Twin: Alice signed what she wrote.

story() { # PERSON whose key signs what Alice is said to have written
	signed_started
	branch feature
	signing_as "$ALICE" "$1"
	commit 'PAY-2 more'
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
