# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nobody has to open the gate of the environment.
# Twin: somebody has to.

story() { # JSON of the reviewers
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { reviewers: required }'
	merged_pull 3 merge bob
	guarded reviewers:="$1"
	deploy staging
}

scenario() {
	story '[]'
	expect 1 refused separation=FAIL:ENV-REVIEWERS-NONE
}

twin() {
	story '["carol"]'
	expect 0 allowed separation=PASS:ENV-REVIEWERS
}
