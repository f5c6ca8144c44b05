# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token may not read the run: what deploys is not known.
# Twin: it may.

story() { # PERMISSIONS of the token
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run; }
	github_live 'workflows: [.github/workflows/deploy.yml]'
	merged_pull 3 merge bob
	deploy_run
	event token permissions:="$1"
	deploy staging
}

scenario() {
	story '{"contents":"read","pull-requests":"read","deployments":"read"}'
	expect 3 unknown separation=UNKNOWN:ENV-RUN-UNKNOWN
}

twin() {
	story '{"contents":"read","pull-requests":"read","deployments":"read","actions":"read"}'
	expect 0 allowed separation=PASS:ENV-WORKFLOW
}
