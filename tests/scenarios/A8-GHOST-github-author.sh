# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a deleted account as author is nobody who is known not to be the approver.
# Twin: the account is there.

story() { # [LOGIN] that is deleted
	github_started
	branch topic
	as "$CAROL"
	commit 'PAY-2 more'
	pull 2 topic
	approved 2 bob
	merge_pull 2 olivia squash
	[ $# -eq 0 ] || event delete-account login="$1"
	deploy staging
}

scenario() {
	story carol
	expect 1 refused approval=FAIL:APPR-UNKNOWN-AUTHOR
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
