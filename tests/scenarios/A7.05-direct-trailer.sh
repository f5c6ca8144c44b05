# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a trailer on a later direct commit approves nothing but that commit.
# Twin: each commit has its own.

story() { # [TRAILER] of the first commit
	started
	commit 'PAY-2 one' "$@"
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING approval=PASS:APPR-COUNTED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
