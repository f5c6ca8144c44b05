# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a trailer counts only if the policy lists it: Acked-by is no review by itself.
# Twin: the policy lists it.

story() { # KEY=VALUE of the policy
	started "$@"
	commit 'PAY-2 more' "Acked-by: $BOB"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story approval='{ trailers: [Reviewed-by, Acked-by] }'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
