# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: attributes that hide a file from diffs in the very change that edits it are refused.
# Twin: they hide another file.

story() { # PATTERN that is hidden
	started
	branch feature
	echo "$1 -diff" >.gitattributes
	git add .gitattributes
	commit 'PAY-2 more'
	onto main
	as "$BOB"
	merge feature 'PAY-2 merge' "Reviewed-by: $CAROL"
	deploy staging
}

scenario() {
	story 'app.txt'
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story 'photos/*'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
