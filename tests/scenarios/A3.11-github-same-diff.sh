# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the approval holds where a later head has the very diff that was approved.
# Twin: freshness: exact.

story() { # KEY=VALUE...
	github_started "$@"
	topic topic
	pull 3 topic
	approved 3 bob
	tick
	git commit -q --amend -m 'PAY-2 better words'
	push_as alice topic --force
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story approval='{ freshness: exact }'
	expect 1 refused approval=FAIL:APPR-STALE
}
