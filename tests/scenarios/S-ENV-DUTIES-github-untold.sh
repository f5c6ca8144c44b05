# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token may not read who opened the gate.
# Twin: it may.

story() { # PERMISSIONS of the token
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { deploy_run actor=olivia; opened carol; }
	github_live 'deploy_approval: {}'
	merged_pull 3 merge bob
	deploy_run actor=olivia
	opened carol
	event token permissions:="$1"
	deploy staging
}

scenario() {
	story '{"contents":"read","pull-requests":"read","deployments":"read"}'
	expect 3 unknown separation=UNKNOWN:ENV-DUTIES-UNKNOWN
}

twin() {
	story '{"contents":"read","pull-requests":"read","deployments":"read","actions":"read"}'
	expect 0 allowed separation=PASS:ENV-DUTIES
}
