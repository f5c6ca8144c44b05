# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: beside a ticket that counts there is a catch-all, and the policy wants all to count.
# Twin: it wants any.

story() { # any|all
	started "tickets={ projects: [PAY], deny: [PAY-1], several: $1 }"
	commit 'PAY-7 and PAY-1' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story all
	expect 1 refused ticket=FAIL:TKT-DENIED
}

twin() {
	story any
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-IGNORED
}
