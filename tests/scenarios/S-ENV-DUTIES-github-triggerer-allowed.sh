# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever started the run opens its gate, and the policy excludes contributors and triggerers.
# Twin: the policy excludes contributors only.

story() { # KEYS of the environment
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live "$1"
	merged_pull 3 merge bob
	deploy_run actor=carol
	opened carol
	deploy staging
}

scenario() {
	story 'deploy_approval: { not: [contributors, triggerer] }'
	expect 1 refused separation=FAIL:ENV-DUTIES-MISSING separation=NOTE:ENV-DUTIES-NOT-COUNTED
}

twin() {
	story 'deploy_approval: { not: [contributors] }'
	expect 0 allowed separation=PASS:ENV-DUTIES
}
