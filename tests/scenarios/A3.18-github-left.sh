# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the approver lost access between merge and deploy: whether he had it then, nobody keeps.
# Twin: he has it still.

story() { # PERMISSION
	github_started
	merged_pull 3 merge bob
	event permission login=bob permission="$1"
	deploy staging
}

scenario() {
	story none
	expect 3 unknown approval=UNKNOWN:APPR-DEPARTED
}

twin() {
	story write
	expect 0 allowed approval=PASS:APPR-COUNTED
}
