# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the approval of an account that is deleted is none: it could be anybody's.
# Twin: the account exists.

story() { # LOGIN to delete
	github_started
	account eve 106 write
	merged_pull 3 merge bob
	event delete-account login="$1"
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-GHOST
}

twin() {
	story eve
	expect 0 allowed approval=PASS:APPR-COUNTED
}
