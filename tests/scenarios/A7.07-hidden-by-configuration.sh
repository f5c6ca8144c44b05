# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a core.excludesFile of the repository's own configuration makes the work tree unknown.
# Twin: one of the user's configuration has no effect: the file is a difference.

story() { # --local|--global
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	echo extra.txt >"$SCRATCH/ignored"
	echo 'changes what the tests see' >extra.txt
	GIT_CONFIG_GLOBAL=$HOME/.gitconfig git config "$1" core.excludesFile "$SCRATCH/ignored"
	GIT_CONFIG_GLOBAL=$HOME/.gitconfig deploy staging
}

scenario() {
	story --local
	expect 3 unknown tests=UNKNOWN:TEST-WORKTREE-UNKNOWN
	expect_because core.excludesfile
}

twin() {
	story --global
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
}
