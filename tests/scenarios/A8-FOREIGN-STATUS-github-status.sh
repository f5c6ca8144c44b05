# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a status under the name of the required job, which anybody with a token may post, is no
#   test.
# Twin: the job ran.

story() { # status|check
	github_repository 'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }] }'
	github_world
	check unit
	baseline staging
	merged_pull 2 merge bob
	commit_status unit success
	[ "$1" = status ] || check unit
	deploy staging
}

scenario() {
	story status
	expect 1 refused tests=FAIL:TEST-MISSING tests=NOTE:TEST-FOREIGN-CHECK
}

twin() {
	story check
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-FOREIGN-CHECK
}
