# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the same lines in another place of the same file make an approval stale.
# Twin: Bob approves again.

block() { # BEFORE: three equal blocks, with the lines before that one
	for at in 1 2 3; do
		[ "$at" != "$1" ] || printf 'check()\nfail()\n'
		printf '%s\n' '{' 'a' 'b' 'c' '}'
	done
}

story() { # [LOGIN...] after the lines moved
	github_repository
	block 0 >code.txt
	git add .
	git commit -q --amend --no-edit
	github_world
	baseline staging
	branch topic
	as "$ALICE"
	block 2 >code.txt
	git add .
	commit_staged 'PAY-2 check'
	pull 2 topic
	approved 2 bob
	block 3 >code.txt
	git add .
	commit_staged 'PAY-2 check elsewhere'
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
