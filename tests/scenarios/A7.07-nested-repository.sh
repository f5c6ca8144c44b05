# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a repository below the root is a difference: git would not look into it.
# Twin: in a folder that the committed .gitignore covers it is none.

story() { # FOLDER
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	mkdir -p "$1/.git"
	echo 'changes what the tests see' >"$1/.git/conftest.py"
	deploy staging
}

scenario() {
	story extra
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because extra/.git
}

twin() {
	story build/extra
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
