# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the oldest of 102 pushes, on a second page, is by the approver.
# Twin: it is by Alice.

hundred_pushes() {
	local i tree before after
	tree=$(git rev-parse 'HEAD^{tree}')
	after=$(commit_of HEAD)
	for ((i = 0; i < 101; i++)); do
		before=$after
		after=$(git commit-tree -p "$before" -m 'PAY-2 step' "$tree")
		printf '{"do":"push","by":"alice","ref":"refs/heads/topic","before":"%s","after":"%s"}\n' \
			"$before" "$after"
	done >>"$WORLD/events.ndjson"
	git reset -q --soft "$after"
	# shellcheck disable=SC2034,SC2154 # pull reads it
	pushed[topic]=$after
}

story() { # LOGIN
	github_started
	topic topic
	push_as "$1" topic
	hundred_pushes
	pull 2 topic
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story alice
	expect 0 allowed approval=PASS:APPR-COUNTED
}
