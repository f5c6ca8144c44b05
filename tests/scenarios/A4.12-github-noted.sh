# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of the required workflow is noted, and does not make up for its failure.
# Twin: the changed workflow succeeded.

story() { # CONCLUSION
	github_unit
	branch topic
	commit --file .github/workflows/ci.yml 'PAY-1 more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
	check unit --conclusion "$1"
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED tests=NOTE:TEST-DEFINITION-CHANGED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED tests=NOTE:TEST-DEFINITION-CHANGED
}
