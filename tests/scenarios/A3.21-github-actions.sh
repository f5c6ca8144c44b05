# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a workflow does not approve, not even as an app that the policy lists for its own requests.
# Twin: somebody else approves, too.

story() { # LOGIN...
	github_started \
		approval='{ bots: [{ app: github-actions, id: 41898282, paths: ["**"] }] }'
	merged_pull 3 merge github-actions "$@"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-NOT-HUMAN
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
