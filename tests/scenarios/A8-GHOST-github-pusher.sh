# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the policy takes the pusher for an unknown author, a deleted pusher is nobody.
# Twin: the account that pushed is there, and Bob approves.

story() { # [LOGIN] that is deleted
	github_started 'approval={ unknown_authors: use-pusher }'
	branch topic
	as 'Nobody <nobody@example.net>'
	commit 'PAY-2 more'
	push_as carol topic
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
