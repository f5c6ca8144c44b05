# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was hidden in the branch when it was reviewed is found, although the attribute is gone
#   by the time of the merge.
# Twin: the attribute was never there.

story() { # yes: an attribute hides the file for a while
	started
	as "$ALICE"
	if [ "$1" = yes ]; then
		branch hide
		echo 'app.txt -diff' >.gitattributes
		git add .gitattributes
		commit_staged 'PAY-1 hide' "Reviewed-by: $CAROL"
		onto main
		git merge -q --ff-only hide
	fi
	branch feature
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	onto main
	if [ "$1" = yes ]; then
		git rm -q .gitattributes
		commit_staged 'PAY-3 show' "Reviewed-by: $CAROL"
	fi
	as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
