# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever started the run again opens its gate.
# Twin: somebody else does, of the same run.

story() { # LOGIN who opens the gate
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor=olivia triggering_actor=carol
	opened "$1"
	deploy staging
}

scenario() {
	story carol
	expect 1 refused separation=FAIL:ENV-DUTIES-MISSING separation=NOTE:ENV-DUTIES-NOT-COUNTED
}

twin() {
	story bob
	expect 0 allowed separation=PASS:ENV-DUTIES
}
