# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: every commit of a direct push needs its own approval: one that nobody reviewed among
#   reviewed ones is found.
# Twin: all are reviewed.

story() { # [TRAILER] of the second of three
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	commit 'PAY-3 two' "$@"
	commit 'PAY-4 three' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING approval=PASS:APPR-COUNTED
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
