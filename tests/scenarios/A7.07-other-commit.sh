# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: reports of the checked-out commit say nothing about another commit that is deployed.
# Twin: the deployed commit is checked out.

story() { # REVISION to check out
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	head=$(commit_of HEAD)
	git checkout -q --detach "$1"
	deploy staging --sha "$head"
}

scenario() {
	story HEAD~1
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
}

twin() {
	story HEAD
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
