# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key is a claim: it is not enough where the policy asks for a verified ticket.
# Twin: the policy accepts claims.

story() { # grade
	started tickets="{ projects: [PAY], evidence: $1 }"
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story verified
	expect 1 refused ticket=FAIL:TKT-GRADE
}

twin() {
	story claimed
	expect 0 allowed ticket=PASS:TKT-FOUND
}
