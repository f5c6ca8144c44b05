# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token may not read how the environment is guarded.
# Twin: it may.

story() { # PERMISSIONS of the token
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { reviewers: required }'
	merged_pull 3 merge bob
	event token permissions:="$1"
	deploy staging
}

scenario() {
	story '{"contents":"read","pull-requests":"read","deployments":"read"}'
	expect 3 unknown separation=UNKNOWN:ENV-PROTECTION-UNKNOWN
}

twin() {
	story '{"contents":"read","pull-requests":"read","deployments":"read","actions":"read"}'
	expect 0 allowed separation=PASS:ENV-REVIEWERS
}
