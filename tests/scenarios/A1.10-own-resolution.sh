# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever resolved the conflicts cannot approve the resolution.
# Twin: somebody else did.

story() { # TRAILER of the merge
	started
	branch feature
	commit 'PAY-2 there'
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
	story "Reviewed-by: $BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
