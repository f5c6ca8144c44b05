# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a force push of another content that the forge bound the approval to takes the approval
#   away.
# Twin: Bob approves what was pushed.

story() { # [LOGIN...] after the push
	github_started
	topic topic
	pull 2 topic
	approved 2 bob
	echo evil >>app.txt
	git commit -q -a --amend --no-edit
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
