# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where a forge tells who approved, a trailer of a commit or of the merge approves nothing, even if
#   the policy takes claims.
# Twin: the same person approved at the forge, too.

story() { # LOGIN...
	github_started approval='{ evidence: claimed, trailers: [Reviewed-by] }'
	branch topic
	as "$ALICE"
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	pull 3 topic
	approved 3 "$@"
	merge_pull 3 olivia squash
	tick
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
