# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where GitHub counts other commits since what is in place than the clone has, it is
#   unknown what the deploy brings.
# Twin: both count the same, though the branch, which is asked first, seemed to have another number.

story() { # COUNT that GitHub tells
	github_started
	merged_pull 3 merge bob
	fault set match=graphql path=data.repository.r0.to.behindBy value:=7
	fault set match=/compare/ path=total_commits value:="$1"
	fault set match=/compare/ path=ahead_by value:="$1"
	deploy staging
}

scenario() {
	story 3
	expect 3 unknown change=UNKNOWN:CHG-RANGE-DISPUTED
}

twin() {
	story 2
	expect 0 allowed change=PASS:CHG-RANGE
}
