# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what passed staging is one commit, not what came after it.
# Twin: that commit.

story() { # REVISION
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 still more' "Reviewed-by: $BOB"
	git checkout -q "$1"
	deploy production
}

scenario() {
	story main
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story main~1
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
