# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signed release tag approves nothing, although somebody else made it.
# Twin: the tag says which commit it approves.

story() { # what makes the tag
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$CAROL"
	"$@"
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story git tag -a -m 'version 2' v2 feature
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story approve feature
	expect 0 allowed approval=PASS:APPR-COUNTED
}
