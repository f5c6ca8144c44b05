# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a file with another mode spoils the reports.
# Twin: the same mode.

story() { # mode
	started
	commit --file tool.sh 'PAY-2 more' "Reviewed-by: $BOB"
	chmod "$1" tool.sh
	deploy staging
}

scenario() {
	story 755
	expect 1 refused tests=FAIL:TEST-WORKTREE-DIFFERS
}

twin() {
	story 644
	expect 0 allowed tests=PASS:TEST-WORKTREE
}
