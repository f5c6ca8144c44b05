# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that has approval reported from now on is judged by the policy in force, which requires it.
# Twin: it was reported before.

story() { # required or report, before
	started "environments={ staging: { controls: { approval: $1 } } }"
	policy 'environments={ staging: { controls: { approval: report, ticket: report } } }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 nobody looked'
	deploy staging
}

scenario() {
	story required
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story report
	expect 0 allowed approval=EXEMPT:APPR-MISSING
}
