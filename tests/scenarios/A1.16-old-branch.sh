# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a branch in which an old attribute still hides a file is refused if it changes that file.
# Twin: it changes another one, and only the main branch has changed the hidden one since.

story() { # FILE that the branch changes
	repository
	echo 'app.txt -diff' >.gitattributes
	git add .gitattributes
	git commit -q --amend --no-edit
	branch feature
	as "$ALICE"
	commit --file "$1" 'PAY-2 more' "Reviewed-by: $CAROL"
	onto main
	git rm -q .gitattributes
	commit_staged 'PAY-1 show'
	baseline staging
	commit --file top.txt 'PAY-3 here' "Reviewed-by: $CAROL"
	[ "$1" = app.txt ] || commit 'PAY-4 here, too' "Reviewed-by: $CAROL"
	as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story app.txt
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story other.txt
	expect 0 allowed approval=PASS:APPR-COUNTED
}
