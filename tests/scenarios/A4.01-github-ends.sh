# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what ended as neutral, cancelled, stale, timed_out, action_required or in a way nobody
#   knows is no success.
# Twin: each succeeded.

ends=(neutral cancelled stale timed_out action_required startup_failure)

first_checks() {
	local each
	for each in "${ends[@]}"; do
		check "$each"
	done
}

story() { # [CONCLUSION] instead of each
	local each rules=''
	for each in "${ends[@]}"; do
		rules+="$(job "$each"), "
	done
	github_started "tests={ required: [$rules] }"
	merged_pull 3 merge bob
	for each in "${ends[@]}"; do
		check "$each" --conclusion "${1:-$each}"
	done
	deploy staging
}

scenario() {
	story
	expect 1 refused tests=FAIL:TEST-NEUTRAL tests=FAIL:TEST-CANCELLED tests=FAIL:TEST-STALE \
		tests=FAIL:TEST-TIMED-OUT tests=FAIL:TEST-ACTION-REQUIRED tests=FAIL:TEST-FAILED
}

twin() {
	story success
	expect 0 allowed tests=PASS:TEST-PASSED
}
