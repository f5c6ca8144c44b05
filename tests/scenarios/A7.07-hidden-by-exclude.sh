# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: ignore rules that only the clone has (.git/info/exclude) make the work tree unknown: what
#   they hide, the commit does not say.
# Twin: the file has nothing but comments, as git makes it.

story() { # RULE
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	mkdir -p .git/info
	printf '# made by git\n%s\n' "$1" >.git/info/exclude
	deploy staging
}

scenario() {
	story '*.py'
	expect 3 unknown tests=UNKNOWN:TEST-WORKTREE-UNKNOWN
	expect_because .git/info/exclude
}

twin() {
	story '# *.py'
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
