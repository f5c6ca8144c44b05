# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever approved a branch and then changed something in merging it contributed to all of
#   it: the merge is what is told, before the commit that lost its approver.
# Twin: the merge changes nothing.

story() { # yes: the merge also edits another file
	started
	branch feature
	commit 'PAY-2 there' "Reviewed-by: $BOB"
	onto main
	commit --file other.txt 'PAY-3 here' "Reviewed-by: $CAROL"
	as "$BOB"
	git merge -q --no-ff --no-commit feature
	[ "$1" = no ] || echo 'backdoor' >>other.txt
	git add other.txt
	commit_staged 'PAY-2 merge'
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
