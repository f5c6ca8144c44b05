# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge of an up-to-date branch adds nothing, so the reviews of its commits are enough.
# Twin: the merge commit holds one more line.

story() {
	started
	branch feature
	commit 'one' "Reviewed-by: $CAROL"
	commit 'two' "Reviewed-by: $CAROL"
	onto main
	as "$BOB"
	merge feature 'PAY-2 merge'
}

scenario() {
	story
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story
	echo 'slipped in' >>app.txt
	git commit -q -a --amend --no-edit
	deploy staging
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}
