# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a pull request started the workflow, whose file nobody has merged.
# Twin: a push to the main branch did.

story() { # EVENT
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run; }
	github_live 'workflows: [.github/workflows/deploy.yml]'
	merged_pull 3 merge bob
	deploy_run event="$1"
	deploy staging
}

scenario() {
	story pull_request
	expect 1 refused separation=FAIL:ENV-EVENT
}

twin() {
	story push
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
