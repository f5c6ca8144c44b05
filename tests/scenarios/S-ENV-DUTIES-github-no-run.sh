# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: no run is named, so nobody can have opened its gate.
# Twin: the run is named.

story() { # COMMAND before the deploy
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor=olivia
	opened carol
	"$@"
	deploy staging
}

scenario() {
	story unset GITHUB_RUN_ID
	expect 1 refused separation=FAIL:ENV-RUN-NONE
}

twin() {
	story true
	expect 0 allowed separation=PASS:ENV-DUTIES
}
