# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a required job that was skipped did not pass.
# Twin: it succeeded.

story() { # CONCLUSION
	github_repository 'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }] }'
	github_world
	check unit
	baseline staging
	merged_pull 2 squash bob
	check unit --conclusion "$1"
	deploy staging
}

scenario() {
	story skipped
	expect 1 refused tests=FAIL:TEST-SKIPPED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
