# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge with conflicts resolved by hand needs an approval of the merge itself,
#   although each commit is reviewed.
# Twin: a third person approved the merge.

story() { # [TRAILER] of the merge
	started
	branch feature
	commit 'PAY-2 there' "Reviewed-by: $CAROL"
	onto main
	commit 'PAY-3 here' "Reviewed-by: $CAROL"
	as "$BOB"
	tick
	! git merge -q feature >/dev/null || fail 'no conflict'
	echo 'resolved by hand' >app.txt
	git add app.txt
	commit_staged 'PAY-2 merge' "$@"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-RESOLUTION
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
