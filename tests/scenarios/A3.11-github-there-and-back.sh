# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a push that is taken back leaves what was approved; the approval holds.
# Twin: it is not taken back.

story() { # yes|no
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	commit --file other.txt 'PAY-2 other'
	push_as alice topic
	if [ "$1" = yes ]; then
		tick
		git revert --no-edit HEAD >/dev/null
		push_as alice topic
	fi
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story yes
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story no
	expect 1 refused approval=FAIL:APPR-STALE
}
