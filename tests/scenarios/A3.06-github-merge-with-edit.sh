# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever approved and merges with an edit of his own has not approved that.
# Twin: without the edit.

story() { # TEXT
	local base
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	onto main
	base=$(commit_of HEAD)
	as "$BOB"
	git merge -q --no-ff --no-commit topic
	[ -z "$1" ] || echo "$1" >more.txt
	git add .
	commit_staged 'Merge pull request #3 from acme/topic'
	event merge number:=3 by=bob method=merge commit="$(commit_of HEAD)" base_commit="$base"
	deploy staging
}

scenario() {
	story 'one more thing'
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story ''
	expect 0 allowed approval=PASS:APPR-COUNTED
}
