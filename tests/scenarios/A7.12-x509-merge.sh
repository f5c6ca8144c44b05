# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge that is signed with X.509 may approve or not: nobody here can say.
# Twin: its SSH signature can be verified.

story() { # x509|ssh
	signed_started 'approval={ evidence: claimed }'
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
	story x509
	expect 3 unknown approval=UNKNOWN:SIG-X509
	expect_because 'the merge of Bob Baker'
}

twin() {
	story ssh
	expect 0 allowed approval=PASS:APPR-COUNTED
}
