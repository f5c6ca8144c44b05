# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a check under the name of the required job by another app is no test.
# Twin: it is by GitHub Actions.

story() { # APP SLUG
	github_repository 'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }] }'
	github_world
	check unit
	baseline staging
	merged_pull 2 merge bob
	check unit --app "$1" --slug "$2"
	deploy staging
}

scenario() {
	story 999 github-actions
	expect 1 refused tests=FAIL:TEST-MISSING tests=NOTE:TEST-FOREIGN-CHECK
}

twin() {
	story 15368 github-actions
	expect 0 allowed tests=PASS:TEST-PASSED
}
