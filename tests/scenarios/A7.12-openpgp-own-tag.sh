# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signature that is not read excuses nobody: a tag of the author's own would not approve if it
#   were good, and is refused.
# Twin: somebody else is said to have signed it, so nobody here can say.

story() { # PERSON whose tag it is
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$1"
	approve feature
	sign_tag_otherwise openpgp review
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story "$CAROL"
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
}
