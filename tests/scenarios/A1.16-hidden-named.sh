# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signed merge says nothing of what diffs of the branch do not show.
# Twin: somebody signed a tag that names the branch as well, and so looked at all of it.

story() { # true|false: Carol approves by name
	signed_started
	branch feature
	signing_as "$ALICE"
	echo 'app.txt -diff' >.gitattributes
	git add .gitattributes
	commit 'PAY-2 more'
	signing_as "$CAROL"
	! "$1" || approve feature
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story false
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story true
	expect 0 allowed approval=PASS:APPR-HIDDEN-NAMED
}
