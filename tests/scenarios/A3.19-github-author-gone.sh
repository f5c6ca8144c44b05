# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the author's account is deleted the approver may have been the author.
# Twin: the account exists.

story() { # LOGIN to delete
	github_started
	account eve 106 write
	merged_pull 3 merge bob
	event delete-account login="$1"
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-UNKNOWN-AUTHOR
}

twin() {
	story eve
	expect 0 allowed approval=PASS:APPR-COUNTED
}
