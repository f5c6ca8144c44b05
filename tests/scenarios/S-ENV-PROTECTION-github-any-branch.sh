# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: any branch may deploy to the environment.
# Twin: only the main branch may.

story() { # JSON of the branches that may
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { branch_policy: required }'
	merged_pull 3 merge bob
	guarded branch_policy:="$1"
	deploy staging
}

scenario() {
	story null
	expect 1 refused separation=FAIL:ENV-BRANCHES-ANY
}

twin() {
	story '["main"]'
	expect 0 allowed separation=PASS:ENV-BRANCHES
}
