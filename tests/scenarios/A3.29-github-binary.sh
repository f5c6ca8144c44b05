# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: another binary file after the approval makes it stale.
# Twin: Bob approves again.

story() { # [LOGIN...] after the edit
	github_started
	branch topic
	as "$ALICE"
	printf '\0a' >data.bin
	git add data.bin
	commit 'PAY-2 more'
	pull 2 topic
	approved 2 bob
	printf '\0b' >data.bin
	git add data.bin
	commit_staged 'PAY-2 a little'
	push_as alice topic
	approved 2 "$@"
	merge_pull 2 olivia squash
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
