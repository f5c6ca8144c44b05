# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy that came to the branch after the deployed commit does not let it through: here
#   one that asks for no staging before production.
# Twin: one that keeps the order: then both say that it was not in staging.

story() { # KEY=VALUE... of the policy that nobody reviewed
	local good
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	good=$(commit_of HEAD)
	policy "$@" >.changegate.yml
	git add .changegate.yml
	commit_staged 'my own gate'
	git checkout -q "$good"
	deploy production
}

scenario() {
	story environments='{ staging: {}, production: {} }'
	expect 3 unknown policy=NOTE:POLICY-AHEAD separation=UNKNOWN:ENV-PROMOTION-UNKNOWN
}

twin() {
	story environments='{ staging: {}, production: { after: staging, refs: [main] } }'
	expect 1 refused policy=NOTE:POLICY-AHEAD separation=FAIL:ENV-NOT-PROMOTED
}
