# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge of an approved request that somebody made at home and pushed is looked at like any:
#   what it adds nobody reviewed.
# Twin: it adds nothing.

story() { # [evil]
	local before
	github_started
	topic topic
	pull 2 topic
	approved 2 bob
	onto main
	before=$(commit_of HEAD)
	merge topic 'PAY-2 by hand'
	if [ $# -gt 0 ]; then
		echo evil >evil.txt
		git add evil.txt
		git commit -q --amend --no-edit
	fi
	push_as alice main
	event merge number:=2 by=alice method=merge commit="$(commit_of HEAD)" base_commit="$before"
	deploy staging
}

scenario() {
	story evil
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
