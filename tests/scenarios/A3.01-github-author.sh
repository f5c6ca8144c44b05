# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the author's own approval is none.
# Twin: somebody else approves.

story() { # LOGIN
	github_started
	merged_pull 3 merge "$1"
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'alice not counted: opened it'
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
