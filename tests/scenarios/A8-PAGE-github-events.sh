# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: among 102 events the force push, on a second page, came after the approval.
# Twin: it came before.

hundred_events() {
	local i
	for ((i = 0; i < 101; i++)); do
		printf '{"do":"ready","number":2,"by":"alice"}\n'
	done >>"$WORLD/events.ndjson"
}

force() { # another commit, to which the forge binds the approvals
	echo more >>app.txt
	git commit -q -a --amend --no-edit
	push_as alice topic --force
}

story() { # before|after the approval
	github_started
	topic topic
	pull 2 topic
	hundred_events
	[ "$1" = after ] || force
	approved 2 bob
	if [ "$1" = after ]; then
		force
		rebind 2 bob topic
	fi
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story after
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story before
	expect 0 allowed approval=PASS:APPR-COUNTED
}
