# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: once a policy came from the protected branch, a file named on the command line is
#   refused.
# Twin: the policy of the branch.

story() { # OPTION...
	started
	policy environments='{ staging: {}, production: {} }' >../loose.yml
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging "$@"
}

scenario() {
	story --policy ../loose.yml
	expect 1 refused policy=FAIL:POLICY-SOURCE policy=NOTE:POLICY-FILE
}

twin() {
	story
	expect 0 allowed policy=PASS:POLICY-READ
}
