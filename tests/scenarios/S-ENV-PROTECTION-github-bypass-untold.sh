# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the server does not say whether administrators may deploy past the rules.
# Twin: it says that they may not.

story() { # JSON whether they may
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { admin_bypass: refused }'
	merged_pull 3 merge bob
	guarded admin_bypass:="$1"
	deploy staging
}

scenario() {
	story null
	expect 3 unknown separation=UNKNOWN:ENV-PROTECTION-UNKNOWN
}

twin() {
	story false
	expect 0 allowed separation=PASS:ENV-NO-BYPASS
}
