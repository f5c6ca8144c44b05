# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: triage is no permission to write.
# Twin: maintain is.

story() { # PERMISSION
	github_started
	event account login=dave id:=104 permission="$1" association=COLLABORATOR
	merged_pull 3 merge dave
	deploy staging
}

scenario() {
	story triage
	expect 1 refused approval=FAIL:APPR-PERMISSION
}

twin() {
	story maintain
	expect 0 allowed approval=PASS:APPR-COUNTED
}
