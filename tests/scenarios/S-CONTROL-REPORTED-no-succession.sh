# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy that came in where its approval was only reported does not come into force: the next change is judged by the one before it.
# Twin: it was approved, and came into force.

story() { # [TRAILER] of the change of the policy
	local environments='{ preview: { class: ephemeral }, staging: {} }'
	repository "environments=$environments" approval='{ count: 2 }'
	baseline preview
	baseline staging
	policy "environments=$environments" approval='{ count: 1 }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 fewer approvals' "$@"
	deploy preview
	policy "environments=$environments" approval='{ count: 1 }' ignored='["docs/**"]' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-3 ignore documents' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story "Reviewed-by: $BOB"
	expect 1 refused approval=FAIL:APPR-TOO-FEW
	expect_because '2 needed, 1 valid'
}

twin() {
	story "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
