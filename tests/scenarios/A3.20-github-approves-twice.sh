# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two approvals of the same account are one.
# Twin: of two.

story() { # LOGIN
	github_started approval='{ count: 2 }'
	merged_pull 3 merge bob "$1"
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
