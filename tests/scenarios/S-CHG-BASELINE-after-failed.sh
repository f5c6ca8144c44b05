# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a baseline whose deploy failed stays the base of the next range: nothing before it has
#   to be judged, everything after it.
# Twin: the commit after it was reviewed.

story() { # [TRAILER]
	started
	first=$(commit_of HEAD)
	outcome failed
	commit 'PAY-2 more' "$@"
	deploy staging
	expect_range forward 1 "$first"
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed change=PASS:CHG-RANGE
}
