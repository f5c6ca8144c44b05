# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an administrator may merge past the rules of the forge, and not past ours.
# Twin: it was approved.

story() { # [LOGIN...]
	github_started
	event rules branch=main \
		rules:='[{"type":"pull_request","parameters":{"required_approving_review_count":1}}]'
	merged_pull 2 squash "$@"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-BYPASSED
}

twin() {
	story bob
	expect_not approval=NOTE:APPR-BYPASSED
	expect 0 allowed approval=PASS:APPR-COUNTED
}
