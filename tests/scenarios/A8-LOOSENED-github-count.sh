# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that asks for fewer approvals is itself judged by the policy of before.
# Twin: it has as many as that asks for.

story() { # LOGIN...
	github_started 'approval={ count: 2 }'
	branch topic
	as "$ALICE"
	sed -i 's/count: 2/count: 1/' .changegate.yml
	git add .
	commit 'PAY-2 less'
	pull 2 topic
	approved 2 "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=NOTE:POLICY-CHANGED
}

twin() {
	story bob carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
