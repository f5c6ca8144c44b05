# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an X.509 signature is neither good nor bad: nobody can say who wrote the commit.
# Twin: nothing is signed: whoever merged may have written it.

story() { # x509|none
	signed_started
	branch feature
	unsigned_as "$ALICE"
	commit 'PAY-2 more'
	[ "$1" = none ] || sign_commit_otherwise "$1"
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story x509
	expect 3 unknown approval=UNKNOWN:SIG-X509
}

twin() {
	story none
	expect 1 refused approval=FAIL:APPR-GRADE
}
