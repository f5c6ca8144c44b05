# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a merge changes itself, which no review at GitHub shows, is not approved by a signed tag
#   of whoever made it.
# Twin: somebody else looked at the merge and signed a tag that names it.

story() { # PERSON who signs
	local base
	github_repository allowed_signers=.changegate/allowed_signers
	signers "$BOB" "$CAROL"
	git add .changegate/allowed_signers
	git commit -q --amend --no-edit
	github_world
	baseline staging
	topic topic
	pull 3 topic
	approved 3 carol
	onto main
	base=$(commit_of HEAD)
	signing_as "$BOB"
	git merge -q --no-ff --no-commit topic
	echo 'one more thing' >more.txt
	git add .
	commit_staged 'Merge pull request #3 from acme/topic'
	event merge number:=3 by=bob method=merge commit="$(commit_of HEAD)" base_commit="$base"
	signing_as "$1"
	approve HEAD
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
