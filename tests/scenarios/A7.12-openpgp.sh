# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an OpenPGP signature is neither good nor bad: nobody can say who wrote the commit.
# Twin: an SSH signature can be verified.

story() { # openpgp|ssh
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	[ "$1" = ssh ] || sign_commit_otherwise openpgp
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story openpgp
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
}

twin() {
	story ssh
	expect 0 allowed approval=PASS:APPR-COUNTED
}
