# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: flags in the index hide a changed file from git, not from the gate.
# Twin: the file is not changed.

story() { # TEXT that is added
	started
	commit --file other.txt 'PAY-2 more' "Reviewed-by: $BOB"
	git update-index --assume-unchanged app.txt
	git update-index --skip-worktree other.txt
	printf '%s' "$1" | tee -a app.txt >>other.txt
	same 'git status' '' "$(git status --porcelain)"
	deploy staging
}

scenario() {
	story 'hidden'
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
	expect_because '2 files differ'
}

twin() {
	story ''
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
