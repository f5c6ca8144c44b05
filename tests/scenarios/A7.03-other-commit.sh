# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag that approves the commit before the last is no approval of the last.
# Twin: it is of the last one.

story() { # REVISION that is approved
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	commit 'PAY-2 and more'
	signing_as "$CAROL"
	approve "$1"
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
