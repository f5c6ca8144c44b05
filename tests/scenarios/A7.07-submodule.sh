# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a submodule whose folder has another commit checked out than the recorded one is a
#   difference.
# Twin: the recorded one.

story() { # REVISION that is checked out
	repository
	git clone -q . ../library
	git -C ../library commit -q --allow-empty -m 'next'
	git -c protocol.file.allow=always submodule --quiet add ../library library 2>/dev/null
	commit_staged 'PAY-1 library'
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	git -C library checkout -q "$1"
	deploy staging
}

scenario() {
	story HEAD~1
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because library
}

twin() {
	story HEAD
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
