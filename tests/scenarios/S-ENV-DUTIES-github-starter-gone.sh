# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who started the run is not known any more, so it may be whoever opened its gate.
# Twin: who started it is known.

story() { # LOGIN who started the run
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor="$1"
	opened carol
	deploy staging
}

scenario() {
	story nobody-any-more
	expect 3 unknown separation=UNKNOWN:ENV-DUTIES-UNKNOWN
}

twin() {
	story olivia
	expect 0 allowed separation=PASS:ENV-DUTIES
}
