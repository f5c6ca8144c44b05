# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the policy names teams an approver is in one of them.
# Twin: Bob is in the team.

story() { # LOGIN of the team's member
	github_started 'approval={ teams: [acme/engineers] }'
	event token permissions:='{"members":"read"}'
	event team slug=engineers "members:=[\"$1\"]"
	merged_pull 2 merge bob
	deploy staging
}

scenario() {
	story carol
	expect 1 refused approval=FAIL:APPR-TEAM
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
