# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: commits of a refused deploy are judged again when a small good change is deployed on
#   top.
# Twin: they were reviewed, so both deploys are allowed.

scenario() {
	started
	first=$(commit_of HEAD)
	commit 'PAY-2 nobody looked'
	deploy staging
	expect 1 refused approval=FAIL:APPR-MISSING
	commit 'PAY-3 small' "Reviewed-by: $BOB"
	deploy staging
	expect 1 refused approval=FAIL:APPR-MISSING approval=PASS:APPR-COUNTED
	expect_range forward 2 "$first"
}

twin() {
	started
	commit 'PAY-2 somebody looked' "Reviewed-by: $BOB"
	second=$(commit_of HEAD)
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	commit 'PAY-3 small' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	expect_range forward 1 "$second"
}
