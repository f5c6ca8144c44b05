# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a direct push to main came without a change request.
# Twin: the same commit came by a request that Bob approved.

scenario() {
	github_started
	commit 'PAY-2 more'
	push_as alice main
	deploy staging
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	github_started
	merged_pull 2 merge bob
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
