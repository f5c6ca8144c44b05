# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a report that lies in the work tree is only claimed, although the forge tells the rest.
# Twin: the policy takes claims.

first_checks() {
	check unit
}

story() { # GRADE
	github_started "tests={ evidence: claimed, required: [$(job unit), { junit: 'build/junit/*.xml' }] }"
	branch topic
	sed -i "/^tests:/s/evidence: claimed/evidence: $1/" .changegate.yml
	git add .
	commit 'PAY-1 more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	check unit
	deploy staging
}

scenario() {
	story verified
	expect 1 refused tests=FAIL:TEST-GRADE tests=PASS:TEST-PASSED
}

twin() {
	story claimed
	expect 0 allowed tests=PASS:TEST-PASSED
}
