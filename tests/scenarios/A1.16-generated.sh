# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a macro that calls source code generated, in the change that edits it, is a way of hiding it.
# Twin: the same was so before.

story() { # before|with the change
	started
	if [ "$1" = before ]; then
		printf '[attr]quiet linguist-generated\n*.txt quiet\n' >.gitattributes
		git add .gitattributes
		commit_staged 'PAY-1 attributes' "Reviewed-by: $CAROL"
		deploy staging
	fi
	branch feature
	if [ "$1" = with ]; then
		printf '[attr]quiet linguist-generated\n*.txt quiet\n' >.gitattributes
		git add .gitattributes
	fi
	commit 'PAY-2 more'
	onto main
	as "$BOB"
	merge feature 'PAY-2 merge' "Reviewed-by: $CAROL"
	deploy staging
}

scenario() {
	story with
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story before
	expect 0 allowed change=NOTE:CHG-OPAQUE
}
