# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: unless the policy says otherwise, what exactly takes back an approved change needs a review.
# Twin: the policy says so.

story() { # [KEY=VALUE] of the policy
	github_started "$@"
	merged_pull 2 squash bob
	deploy staging
	branch revert
	tick
	git revert --no-edit HEAD >/dev/null
	pull 3 revert
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
	expect_not approval=NOTE:APPR-NOT-INHERITED
}

twin() {
	story 'approval={ reverts: inherit-if-inverse }'
	expect 0 allowed approval=PASS:APPR-INHERITED
}
