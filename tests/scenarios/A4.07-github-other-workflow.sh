# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job of the same name in another workflow file does not make up for the one that
#   failed.
# Twin: the one that is meant succeeded, and the other failed.

story() { # CONCLUSION of the one that is meant, and of the other
	github_unit
	merged_pull 3 merge bob
	check unit --conclusion "$1"
	check unit --conclusion "$2" --path .github/workflows/easy.yml
	deploy staging
}

scenario() {
	story failure success
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story success failure
	expect 0 allowed tests=PASS:TEST-PASSED
}
