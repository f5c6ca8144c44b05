# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approver who lost access counts where approval.departed accepts that and the repository is private,
#   which is noted.
# Twin: the repository is public, so whoever approved may never have had any.

story() { # PRIVATE
	github_repository 'approval={ departed: accept }'
	github_world private:="$1"
	baseline staging
	merged_pull 3 merge bob
	event permission login=bob permission=none
	deploy staging
}

scenario() {
	story true
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-DEPARTED
}

twin() {
	story false
	expect 3 unknown approval=UNKNOWN:APPR-DEPARTED
}
