# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a clean merge of another branch than the base, after the approval, brings what nobody reviewed.
# Twin: that branch was in the base before.

story() { # yes|no: the other branch was merged
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	onto main
	branch other
	as "$ALICE"
	commit --file other.txt 'PAY-3 other'
	git branch copy
	pull 4 other
	approved 4 carol
	[ "$1" = no ] || merge_pull 4 olivia merge
	onto topic
	tick
	if [ "$1" = yes ]; then
		under "$ALICE" "$WEB_FLOW" git merge -q --no-ff --no-edit main
	else
		under "$ALICE" "$WEB_FLOW" git merge -q --no-ff --no-edit copy
	fi
	push_as alice topic
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story no
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story yes
	expect 0 allowed approval=PASS:APPR-COUNTED
}
