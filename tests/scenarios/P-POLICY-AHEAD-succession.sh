# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy that was only ahead does not come into force by the deploy that it was read for, so
#   the next deploy, which brings it, is judged by the one before it.
# Twin: the policy is brought by a change that somebody reviewed.

story() { # TRAILER...: of the commit that brings the policy
	local good
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	good=$(commit_of HEAD)
	policy approval='{ trailers: [Reviewed-by, Tested-by] }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-3 another gate' "$@"
	git checkout -q "$good"
	deploy staging
	expect 0 allowed policy=NOTE:POLICY-AHEAD
	onto main
	deploy staging
}

scenario() {
	story "Tested-by: $BOB"
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed policy=NOTE:POLICY-CHANGED
}
