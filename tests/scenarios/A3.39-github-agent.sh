# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of what an agent wrote, whoever merged it is not its only approver, where the policy says
#   so.
# Twin: somebody else merged it.

story() { # LOGIN who merges
	github_started 'approval={ agents: exclude-merger, pushers: note }'
	bot copilot 302
	branch agent
	as 'copilot[bot] <302+copilot[bot]@users.noreply.github.com>'
	commit 'PAY-2 more'
	pull 2 agent --by copilot
	approved 2 bob
	merge_pull 2 "$1" squash
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story olivia
	expect 0 allowed approval=PASS:APPR-COUNTED
}
