# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval that GitHub moved to another commit approves nothing, although that one had been pushed
#   before it and nothing forced it away: it was not the head when Bob looked.
# Twin: Bob approves what was pushed in the end.

story() { # [LOGIN...] after the last push
	github_started
	topic topic
	push_as alice topic
	git branch -q earlier
	pull 2 topic
	commit 'PAY-2 mended'
	push_as alice topic
	approved 2 bob
	git reset -q --hard earlier
	push_as alice topic --force
	rebind 2 bob topic
	approved 2 "$@"
	merge_pull 2 olivia merge
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
