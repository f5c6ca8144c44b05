# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag whose text approves another commit than the one it is of approves neither.
# Twin: it names its own.

story() { # REVISION named in the text
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	commit 'PAY-2 and more'
	signing_as "$CAROL"
	git tag -a -m 'Reviewed' -m "Approves: $(commit_of "$1")" review feature
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story feature~1
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story feature
	expect 0 allowed approval=PASS:APPR-COUNTED
}
