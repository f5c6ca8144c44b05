# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: somebody said no.
# Twin: they said yes.

story() { # STATE
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor=olivia
	opened carol live "$1"
	deploy staging
}

scenario() {
	story rejected
	expect 1 refused separation=FAIL:ENV-DUTIES-MISSING
}

twin() {
	story approved
	expect 0 allowed separation=PASS:ENV-DUTIES
}
