# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one commit of the request names no ticket, and the policy wants one in each.
# Twin: one for the request is enough.

story() { # request|commit
	started "tickets={ projects: [PAY], per: $1 }"
	branch feature
	commit 'PAY-7 one'
	commit 'two'
	onto main
	as "$BOB"
	merge feature 'PAY-7 merge it' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story commit
	expect 1 refused ticket=FAIL:TKT-COMMITS
}

twin() {
	story request
	expect 0 allowed ticket=PASS:TKT-FOUND
}
