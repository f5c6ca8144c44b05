# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a core.worktree that leads to another, clean checkout is an error: tests ran here.
# Twin: it leads to this one.

story() { # FOLDER
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	git clone -q . ../clean
	mkdir -p ../clean/build
	cp -R build/junit ../clean/build/
	echo 'changes what the tests see' >extra.txt
	git config core.worktree "$1"
	deploy staging
}

scenario() {
	story "$SCRATCH/clean"
	expect_error 2 core.worktree
}

twin() {
	story "$PWD/repository"
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
}
