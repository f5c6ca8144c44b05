# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: `deploy --wait` asks again until a required job is over, and what still runs then is unknown.
# Twin: it is over when it is asked for the second time.

story() { # COMMAND that the server runs meanwhile
	github_unit
	merged_pull 3 merge bob
	check unit --status in_progress
	"$@"
	deploy staging --wait 3s
}

never() {
	:
}

soon() { # the same check, two seconds from now
	local line
	line=$(tail -n 1 "$WORLD/events.ndjson" |
		jq -c '.status = "completed" | .conclusion = "success" | .completed = .at')
	(sleep 1 && echo "$line" >>"$WORLD/events.ndjson") &
}

scenario() {
	story never
	expect 3 unknown tests=UNKNOWN:TEST-PENDING
}

twin() {
	story soon
	expect 0 allowed tests=PASS:TEST-PASSED
}
