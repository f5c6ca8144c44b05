# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one person opened the gate, and two are needed.
# Twin: two people did.

story() { # LOGIN who opens the gate too
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; opened bob; }
	github_live 'deploy_approval: { count: 2 }'
	merged_pull 3 merge bob
	deploy_run actor=olivia
	opened carol
	opened "$1"
	deploy staging
}

scenario() {
	story carol
	expect 1 refused separation=FAIL:ENV-DUTIES-MISSING
}

twin() {
	story bob
	expect 0 allowed separation=PASS:ENV-DUTIES
}
