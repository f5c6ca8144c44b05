# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what the forge asks beyond our rules is recorded when somebody merged past it; ours decide.
# Twin: the policy asks for as many as the forge.

story() { # COUNT
	github_started "approval={ count: $1 }"
	event rules branch=main \
		rules:='[{"type":"pull_request","parameters":{"required_approving_review_count":2}}]'
	merged_pull 2 squash bob
	deploy staging
}

scenario() {
	story 1
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-BYPASSED
}

twin() {
	story 2
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=NOTE:APPR-BYPASSED
}
