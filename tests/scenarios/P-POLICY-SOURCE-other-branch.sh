# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy on another branch that names itself does not replace the one in place.
# Twin: the policy of the protected branch.

story() { # BRANCH
	started
	branch mine
	policy branches='[mine]' approval='{ trailers: [Reviewed-by, Signed-off-by] }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 my own gate' "Reviewed-by: $BOB" "Signed-off-by: $BOB"
	onto main
	commit 'PAY-3 more' "Reviewed-by: $BOB"
	git checkout -q "$1"
	deploy staging --protected-ref "$1"
}

scenario() {
	story mine
	expect 1 refused policy=FAIL:POLICY-SOURCE
}

twin() {
	story main
	expect 0 allowed policy=PASS:POLICY-READ
}
