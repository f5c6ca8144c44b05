# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: somebody deploys from a machine of their own: there is no run.
# Twin: the workflow that the policy names does.

story() { # COMMAND before the deploy
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run; }
	github_live 'workflows: [.github/workflows/*.yml]'
	merged_pull 3 merge bob
	"$@"
	deploy staging
}

scenario() {
	story unset GITHUB_RUN_ID
	expect 1 refused separation=FAIL:ENV-RUN-NONE
}

twin() {
	story deploy_run
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
