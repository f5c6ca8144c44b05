# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change cannot name the server that tells whether it was reviewed: the one that the policy in
#   force names is asked.
# Twin: it was reviewed there.

# Somebody has a server that tells of the same history, and of a review that never was; it gets the token.
story() { # yes: the change was reviewed at GitHub
	local own true_events
	github_started
	own=$WORLD-own
	cp -R "$WORLD" "$own"
	branch topic
	sed -i '/^api:/s/$/-own/' .changegate.yml
	git add .
	commit --file other.txt 'PAY-1 more'
	pull 3 topic
	true_events=$(wc -l <"$WORLD/events.ndjson")
	cp "$WORLD/events.ndjson" "$own/events.ndjson"
	WORLD=$own approved 3 bob
	[ "$1" = no ] || approved 3 bob
	merge_pull 3 olivia merge
	tail -n "+$((true_events + 1))" "$WORLD/events.ndjson" | grep -v '"do":"review"' >>"$own/events.ndjson"
	deploy staging
	rm -r "$own"
}

scenario() {
	story no
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story yes
	expect 0 allowed approval=PASS:APPR-COUNTED
}
