# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a workflow deploys that may not: any file of the repository could be it.
# Twin: the workflow that the policy names does.

story() { # PATH of the workflow
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run; }
	github_live 'workflows: [.github/workflows/deploy.yml]'
	merged_pull 3 merge bob
	deploy_run path="$1"
	deploy staging
}

scenario() {
	story .github/workflows/other.yml
	expect 1 refused separation=FAIL:ENV-WORKFLOW-OTHER
}

twin() {
	story .github/workflows/deploy.yml
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
