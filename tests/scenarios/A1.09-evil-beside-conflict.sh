# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an edit that hides in a merge with a real conflict, in a file that does not conflict, is
#   found.
# Twin: only the conflict was resolved, and that was reviewed.

story() { # yes: the merge also edits another file
	started
	branch feature
	commit 'PAY-2 there' "Reviewed-by: $CAROL"
	onto main
	commit 'PAY-3 here' "Reviewed-by: $CAROL"
	as "$BOB"
	! git merge -q feature >/dev/null || fail 'no conflict'
	echo 'resolved by hand' >app.txt
	[ "$1" = no ] || echo 'build/*' >>.gitignore
	git add .
	commit_staged 'PAY-2 merge' "Reviewed-by: $CAROL"
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
