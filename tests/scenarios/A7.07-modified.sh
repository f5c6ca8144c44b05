# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: test reports count only if the work tree is the deployed commit: a changed file spoils
#   them.
# Twin: nothing is changed.

story() {
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	"$@"
	deploy staging
}

scenario() {
	story sed -i 's/first/1st/' app.txt
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because app.txt
}

twin() {
	story true
	expect 0 allowed tests=PASS:TEST-WORKTREE tests=PASS:TEST-PASSED
}
