# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the number of a run that has ended is borrowed from a machine elsewhere.
# Twin: the run is at work.

story() { # STATUS of the run
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run; }
	github_live 'workflows: [.github/workflows/deploy.yml]'
	merged_pull 3 merge bob
	deploy_run status="$1"
	deploy staging
}

scenario() {
	story completed
	expect 1 refused separation=FAIL:ENV-RUN-OVER
}

twin() {
	story in_progress
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
