# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a file that the commit has not spoils the reports.
# Twin: the committed .gitignore covers it.

story() { # FILE
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	mkdir -p build
	echo 'changes what the tests see' >"$1"
	deploy staging
}

scenario() {
	story extra.txt
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because extra.txt
}

twin() {
	story build/extra.txt
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
