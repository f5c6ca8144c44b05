# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an uncommitted .gitignore that ignores itself does not hide the files beside it: it is a
#   difference itself.
# Twin: it is committed, so the commit says what is ignored.

story() { # COMMAND
	started
	mkdir extra
	echo '*' >extra/.gitignore
	echo 'changes what the tests see' >extra/conftest.py
	"$@"
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	same 'git status' '' "$(git status --porcelain)"
	deploy staging
}

scenario() {
	story true
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because extra/.gitignore
}

twin() {
	story git add -f extra/.gitignore
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
