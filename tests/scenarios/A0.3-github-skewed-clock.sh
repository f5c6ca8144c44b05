# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where this clock and the one of GitHub are more than 120 seconds apart, nobody knows
#   what was first.
# Twin: they are less than that apart.

story() { # HOW far GitHub is ahead
	github_started
	merged_pull 3 merge bob
	event clock now="$(date -u -d "$1" +%FT%TZ)"
	deploy staging
}

scenario() {
	story '+10 minutes'
	expect 3 unknown policy=UNKNOWN:TIME-SKEW
}

twin() {
	story '+30 seconds'
	expect 0 allowed policy=PASS:POLICY-READ
}
