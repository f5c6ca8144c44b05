# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the protected branch is renamed in one step: the policy in place does not name the new
#   one.
# Twin: a policy that names both is deployed first.

story() { # branches of the policy before the rename
	started branches="$1"
	git branch -m main trunk
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	policy branches='[trunk]' >.changegate.yml
	git commit -q -a -m 'PAY-3 the new name' -m "Reviewed-by: $BOB"
	deploy staging --protected-ref trunk
}

scenario() {
	story '[main]'
	expect 1 refused policy=FAIL:POLICY-SOURCE
}

twin() {
	story '[main, trunk]'
	expect 0 allowed policy=PASS:POLICY-READ policy=NOTE:POLICY-CHANGED
}
