# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag that is signed with OpenPGP lifts nothing over a commit that nobody signed: were it good,
#   the approval would still be claimed, and the policy asks for more.
# Twin: the author signed the commit.

story() { # yes|no: the author signs
	signed_started
	branch feature
	signing_as "$ALICE"
	[ "$1" = yes ] || unsigned_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$CAROL"
	approve feature
	sign_tag_otherwise openpgp review
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story no
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story yes
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
}
