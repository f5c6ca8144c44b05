# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: without a tracker too a ticket may be named too often.
# Twin: by as many as the policy lets.

story() { # COUNT
	started "tickets={ projects: [PAY], max_requests: { count: $1, action: fail } }"
	commit 'PAY-7 one' "Reviewed-by: $BOB"
	commit 'PAY-7 two' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 1
	expect 1 refused ticket=FAIL:TKT-REUSED
}

twin() {
	story 2
	expect 0 allowed ticket=PASS:TKT-FOUND
}
