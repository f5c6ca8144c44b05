# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key that the change itself adds to the allowed signers does not vouch for the change.
# Twin: it was added, and deployed, before.

story() { # before|with the change
	signed_started
	DANA='Dana Drew <dana@example.org>'
	signing_as "$ALICE"
	branch feature
	signers "$ALICE" "$BOB" "$CAROL" "$DANA"
	git add .changegate
	commit_staged 'PAY-2 Dana may sign'
	if [ "$1" = before ]; then
		onto main
		signing_as "$BOB"
		merge feature 'PAY-2 merge'
		deploy staging
		expect 0 allowed approval=PASS:APPR-COUNTED
		onto feature
		signing_as "$ALICE"
	fi
	commit 'PAY-3 more'
	onto main
	signing_as "$DANA"
	merge feature 'PAY-3 merge'
	deploy staging
}

scenario() {
	story with
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story before
	expect 0 allowed approval=PASS:APPR-COUNTED
}
