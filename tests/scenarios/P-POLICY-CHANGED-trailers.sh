# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that lets another trailer approve is not approved by it.
# Twin: it has a trailer that the old policy accepts.

story() { # TRAILER...
	started
	policy approval='{ trailers: [Reviewed-by, Tested-by] }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 testers approve' "$@"
	deploy staging
}

scenario() {
	story "Tested-by: $BOB"
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:POLICY-CHANGED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
