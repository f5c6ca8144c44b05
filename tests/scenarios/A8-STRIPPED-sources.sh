# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what run_gate sets
# Shows: the job that collects does not say that somebody else answered for the forge: the one that seals has
#   asked too, and signs only what tells where, by which certificates and through which proxy.
# Twin: it tells it as it was.

story() { # FILTER (jq)
	github_started
	merged_pull 2 squash bob
	run_gate collect --env staging --output "$SCRATCH/evidence"
	same status 0 "$status"
	jq -cS "$1" "$SCRATCH/evidence" >"$SCRATCH/changed"
	run_gate seal --env staging --format json "$SCRATCH/changed"
	read_result
}

scenario() {
	story '(.sources[] | select(.system == "github") | .reference) = "api.github.com"'
	expect_error 4 'how github was asked here'
}

twin() {
	story .
	expect 0 allowed approval=PASS:APPR-COUNTED
}
