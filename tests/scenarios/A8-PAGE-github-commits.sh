# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the 101st commit, on a second page, is by the approver.
# Twin: it is by Alice.

hundred_commits() {
	local i tree commit
	tree=$(git rev-parse 'HEAD^{tree}')
	commit=$(commit_of HEAD)
	for ((i = 0; i < 100; i++)); do
		commit=$(git commit-tree -p "$commit" -m 'PAY-2 step' "$tree")
	done
	git reset -q --soft "$commit"
}

story() { # PERSON
	github_started
	branch topic
	as "$ALICE"
	tick
	hundred_commits
	as "$1"
	commit 'PAY-2 the last'
	push_as alice topic
	pull 2 topic
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
