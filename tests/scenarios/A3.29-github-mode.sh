# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an edit of a mode only after the approval makes it stale.
# Twin: Bob approves again.

story() { # [LOGIN...] after the edit
	github_started
	branch topic
	as "$ALICE"
	commit 'PAY-2 more'
	pull 2 topic
	approved 2 bob
	chmod +x app.txt
	git add app.txt
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
