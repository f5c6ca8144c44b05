# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the clock of the forge is another, no time of it says what came first.
# Twin: it is the same.

story() { # [TIME]
	github_started
	merged_pull 2 squash bob
	[ $# -eq 0 ] || event clock now="$1"
	deploy staging
}

scenario() {
	story 2026-06-01T00:00:00Z
	expect 3 unknown policy=UNKNOWN:TIME-SKEW
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
