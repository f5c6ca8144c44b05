# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the policy asks for an approval before the merge, one that came before the deploy is
#   late.
# Twin: the policy says `before: deploy`, and the finding says so too.

story() { # merge|deploy
	github_started "approval={ before: $1 }"
	merged_pull 2 squash
	approved 2 bob
	deploy staging
}

scenario() {
	story merge
	expect 1 refused approval=FAIL:APPR-AFTER-MERGE
}

twin() {
	story deploy
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-LATE
}
