# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the 102nd review, on a second page, is Bob's last opinion.
# Twin: he has no objection there.

many_reviews() {
	local i
	for ((i = 0; i < 100; i++)); do
		printf '{"do":"review","number":2,"by":"carol","state":"APPROVED"}\n'
	done >>"$WORLD/events.ndjson"
}

story() { # STATE
	github_started 'approval={ count: 2 }'
	topic topic
	pull 2 topic
	approved 2 bob
	many_reviews
	review bob 2 "$1"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story changes_requested
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story approved
	expect 0 allowed approval=PASS:APPR-COUNTED
}
