# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a file of the commit that is missing spoils the reports.
# Twin: it is there.

story() {
	started
	commit --file other.txt 'PAY-2 more' "Reviewed-by: $BOB"
	"$@"
	deploy staging
}

scenario() {
	story rm other.txt
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because other.txt
}

twin() {
	story true
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
