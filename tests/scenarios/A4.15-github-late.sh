# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what ended only after this began is not counted.
# Twin: it ended before.

story() { # WHEN it ended
	github_unit
	merged_pull 3 merge bob
	check unit
	event check id:="$(last_check)" commit="$(commit_of HEAD)" \
		completed="$(date -u -d "$1" +%FT%TZ)"
	deploy staging
}

scenario() {
	story '+10 minutes'
	expect 3 unknown tests=UNKNOWN:TEST-LATE
}

twin() {
	story '-10 minutes'
	expect 0 allowed tests=PASS:TEST-PASSED
}
