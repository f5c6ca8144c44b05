# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: branches may deploy that the policy does not let in.
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
	story '["main","feature/*"]'
	expect 1 refused separation=FAIL:ENV-BRANCHES-OTHER
}

twin() {
	story '["main"]'
	expect 0 allowed separation=PASS:ENV-BRANCHES
}
