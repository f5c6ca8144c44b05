# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy that does not say so does not accept an approver who lost access to a private repository.
# Twin: it says so.

story() { # WORD
	github_started "approval={ departed: $1 }"
	merged_pull 3 merge bob
	event permission login=bob permission=none
	deploy staging
}

scenario() {
	story unknown
	expect 3 unknown approval=UNKNOWN:APPR-DEPARTED
}

twin() {
	story accept
	expect 0 allowed approval=PASS:APPR-COUNTED
}
