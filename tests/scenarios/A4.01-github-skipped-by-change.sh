# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of a workflow cannot have its own job skipped as unchanged.
# Twin: it changes another file.

story() { # FILE
	github_unit "skip_unchanged: ['lib/**']"
	branch topic
	commit --file "$1" 'PAY-1 more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	check unit --conclusion skipped
	deploy staging
}

scenario() {
	story .github/workflows/ci.yml
	expect 1 refused tests=FAIL:TEST-SKIPPED
}

twin() {
	story .github/CONTRIBUTING.md
	expect 0 allowed tests=PASS:TEST-UNCHANGED
}
