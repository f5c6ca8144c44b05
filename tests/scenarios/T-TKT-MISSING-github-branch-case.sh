# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key in small letters in the name of a branch is none.
# Twin: the policy reads branches in capitals.

story() { # sensitive|insensitive
	github_started "tickets={ projects: [PAY], sources: [branch], branch_case: $1 }"
	topic feature/pay-7-more 'more'
	pull 3 feature/pay-7-more --title 'more'
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story sensitive
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story insensitive
	expect 0 allowed ticket=PASS:TKT-FOUND
	expect_because 'PAY-7, from branch'
}
