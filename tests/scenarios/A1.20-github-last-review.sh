# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the 101st review, on the second page, objects.
# Twin: it approves.

story() { # STATE of the last
	local i
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	for ((i = 2; i <= 100; i++)); do
		printf '{"do":"review","at":"%s","number":3,"by":"carol","state":"COMMENTED"}\n' "$(now)"
	done >>"$WORLD/events.ndjson"
	review carol 3 "$1"
	merge_pull 3 olivia merge
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
