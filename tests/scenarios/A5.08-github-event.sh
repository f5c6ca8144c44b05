# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the policy lets only releases deploy, and somebody pressed the button.
# Twin: the policy says nothing of events.

story() { # KEYS of the environment
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run event=release; }
	github_live "workflows: [.github/workflows/deploy.yml]$1"
	merged_pull 3 merge bob
	deploy_run event=workflow_dispatch
	deploy staging
}

scenario() {
	story ', events: [release]'
	expect 1 refused separation=FAIL:ENV-EVENT
}

twin() {
	story ''
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
