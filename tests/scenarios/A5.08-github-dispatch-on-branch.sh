# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the workflow was started on a branch of its own, with a file of its own, to deploy main.
# Twin: it was started on main, for an earlier commit than its newest.

story() { # BRANCH that the run is on
	local reviewed
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run; }
	github_live 'workflows: [.github/workflows/deploy.yml]'
	merged_pull 3 merge bob
	reviewed=$(commit_of HEAD)
	merged_pull 4 merge bob
	topic sly
	push_as alice sly
	deploy_run event=workflow_dispatch commit="$(commit_of "$1")" head_branch="$1"
	git checkout -q --detach "$reviewed"
	deploy staging
}

scenario() {
	story sly
	expect 1 refused separation=FAIL:ENV-RUN-BRANCH
}

twin() {
	story main
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
