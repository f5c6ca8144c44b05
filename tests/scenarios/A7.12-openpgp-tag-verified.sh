# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag that is signed with OpenPGP may approve or not, also where the policy asks for verified
#   approvals: nobody here can say.
# Twin: its SSH signature can be verified.

story() { # openpgp|ssh
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$CAROL"
	approve feature
	[ "$1" = ssh ] || sign_tag_otherwise "$1" review
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story openpgp
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
	expect_because 'the tag of Carol Cook'
}

twin() {
	story ssh
	expect 0 allowed approval=PASS:APPR-COUNTED
}
