# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: administrators may deploy past the rules of the environment.
# Twin: they may not.

story() { # JSON whether they may
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { admin_bypass: refused }'
	merged_pull 3 merge bob
	guarded admin_bypass:="$1"
	deploy staging
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-ADMIN-BYPASS
}

twin() {
	story false
	expect 0 allowed separation=PASS:ENV-NO-BYPASS
}
