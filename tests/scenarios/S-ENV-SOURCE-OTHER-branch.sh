# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that is on no branch of the policy is refused, however well reviewed.
# Twin: the branch is merged.

story() { # COMMAND...
	started
	branch feature
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	"$@"
	deploy staging
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-SOURCE-OTHER
}

twin() {
	story git branch -f main feature
	expect 0 allowed separation=PASS:ENV-SOURCE
}
