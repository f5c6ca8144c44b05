# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what the forge has deployed is not what the ledger has in place: nobody knows where to begin.
# Twin: both are the same; a deployment that failed, and one that still runs, put nothing in place.

deployed() { # ID COMMIT STATE
	event deployment id:="$1" environment=live commit="$2" by=alice state="$3"
}

story() { # REVISION that the forge has deployed
	local base
	github_started 'environments={ staging: { forge_name: live } }'
	base=$(commit_of HEAD)
	deployed 1 "$base" success
	topic topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 bob merge
	deployed 2 "$(commit_of "$1")" success
	deployed 3 "$(commit_of HEAD)" failure
	deployed 4 "$(commit_of HEAD)" in_progress
	deploy staging
}

scenario() {
	story HEAD
	expect 3 unknown change=UNKNOWN:CHG-PREVIOUS-DISPUTED
}

twin() {
	story 'HEAD^1'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
