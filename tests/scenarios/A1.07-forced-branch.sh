# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a rewritten branch is refused: the deployed commit neither contains nor precedes what
#   is in place.
# Twin: the same change on top of what is in place.

story() { # COMMITS to throw away
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	git reset -q --hard "HEAD~$1"
	commit --file other 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 1
	expect 1 refused change=FAIL:CHG-DIVERGED
}

twin() {
	story 0
	expect 0 allowed change=PASS:CHG-RANGE
}
