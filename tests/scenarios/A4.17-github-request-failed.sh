# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where nothing ran on the deployed commit, a failure on the head of its request is the
#   result.
# Twin: it succeeded there.

story() { # CONCLUSION
	github_unit
	topic topic
	pull 3 topic
	check unit --event pull_request --conclusion "$1"
	approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
