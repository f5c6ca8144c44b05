# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: somebody opened the gate of another environment of the run.
# Twin: they opened that of this one.

story() { # ENVIRONMENT whose gate was opened
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor=olivia
	opened carol "$1"
	deploy staging
}

scenario() {
	story preview
	expect 1 refused separation=FAIL:ENV-DUTIES-MISSING
}

twin() {
	story live
	expect 0 allowed separation=PASS:ENV-DUTIES
}
