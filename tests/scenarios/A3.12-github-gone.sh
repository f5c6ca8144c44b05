# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was approved and then replaced by a force push is gone from the clone and cannot be compared:
#   that allows nothing.
# Twin: it is still there, and has the same diff.

story() { # gone|there
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	tick
	git commit -q --amend -m 'PAY-2 better words'
	push_as alice topic --force
	merge_pull 3 olivia squash
	if [ "$1" = gone ]; then
		git reflog expire --expire=now --all
		rm -f .git/ORIG_HEAD .git/AUTO_MERGE
		git prune --expire=now
	fi
	deploy staging
}

scenario() {
	story gone
	expect 3 unknown approval=UNKNOWN:APPR-STALE-UNKNOWN
}

twin() {
	story there
	expect 0 allowed approval=PASS:APPR-COUNTED
}
