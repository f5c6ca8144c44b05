# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a force push with other content makes the approval stale.
# Twin: approved again.

story() { # LOGIN...
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	git reset -q --hard main
	commit 'PAY-2 otherwise'
	push_as alice topic --force
	approved 3 "$@"
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
