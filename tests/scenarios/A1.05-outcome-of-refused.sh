# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an outcome "succeeded" on a refused record puts nothing in place.
# Twin: the same outcome on an allowed record: the next deploy of the commit is a redeploy.

story() { # [TRAILER]
	started
	first=$(commit_of HEAD)
	commit 'PAY-2 more' "$@"
	deploy staging
	outcome succeeded
	said=$(cat "$SCRATCH/out")
	deploy staging
}

scenario() {
	story
	[[ $said == *'does not put it in place'* ]] || fail "outcome said: $said"
	expect_range forward 1 "$first"
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $BOB"
	expect_range same 0 "$(commit_of HEAD)"
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
}
