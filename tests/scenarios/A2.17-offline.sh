# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: no tracker is asked, so a ticket is claimed, which does not do for a policy that wants it verified.
# Twin: the policy takes claims.

story() { # GRADE
	github_started "tickets={ projects: [PAY], sources: [title], evidence: $1 }"
	named_pull 3 'PAY-7 more'
	deploy staging
}

scenario() {
	story verified
	expect 1 refused ticket=FAIL:TKT-GRADE
}

twin() {
	story claimed
	expect 0 allowed ticket=PASS:TKT-FOUND
	expect_because 'from title (claimed)'
}
