# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge that is signed with OpenPGP, as by the button of a forge, may approve or not, also
#   where the policy asks for verified approvals: nobody here can say.
# Twin: its SSH signature can be verified.

story() { # openpgp|ssh
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	[ "$1" = ssh ] || sign_commit_otherwise "$1"
	deploy staging
}

scenario() {
	story openpgp
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
	expect_because 'the merge of Bob Baker'
}

twin() {
	story ssh
	expect 0 allowed approval=PASS:APPR-COUNTED
}
