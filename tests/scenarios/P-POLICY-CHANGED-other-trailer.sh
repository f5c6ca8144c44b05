# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of approval.trailers that carries the approval which the old policy asks for
#   passes.
# Twin: without that approval.

story() { # [TRAILER]
	started approval='{ trailers: [Acked-by] }'
	policy approval='{ trailers: [Reviewed-by] }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 another trailer' "Reviewed-by: $BOB" "$@"
	deploy staging
}

scenario() {
	story "Acked-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:POLICY-CHANGED
}
