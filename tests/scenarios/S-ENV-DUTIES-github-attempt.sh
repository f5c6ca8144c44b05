# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the run was started again, and whoever wrote the change opened the gate of one of its attempts.
# Twin: it is the first attempt, of which both opened a gate.

story() { # ATTEMPT
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor=olivia attempt:="$1"
	opened carol
	opened alice
	deploy staging
}

scenario() {
	story 2
	expect 3 unknown separation=UNKNOWN:ENV-DUTIES-ATTEMPT separation=NOTE:ENV-DUTIES-NOT-COUNTED
}

twin() {
	story 1
	expect 0 allowed separation=PASS:ENV-DUTIES
}
