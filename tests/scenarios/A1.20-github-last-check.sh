# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the 101st check of a commit, on the second page, is the required one, and failed.
# Twin: it succeeded.

story() { # CONCLUSION
	local i commit
	github_unit
	merged_pull 3 merge bob
	commit=$(commit_of HEAD)
	for ((i = 1; i <= 100; i++)); do
		printf '{"do":"check","at":"%s","id":%d,"name":"other %d","commit":"%s","conclusion":"success"}\n' \
			"$(now)" "$i" "$i" "$commit"
	done >>"$WORLD/events.ndjson"
	check unit --conclusion "$1"
	deploy staging
}

scenario() {
	story failure
	expect 1 refused tests=FAIL:TEST-FAILED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
