# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever starts a run may open its gate.
# Twin: they may not.

story() { # JSON whether that is prevented
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { prevent_self_review: required }'
	merged_pull 3 merge bob
	guarded prevent_self_review:="$1"
	deploy staging
}

scenario() {
	story false
	expect 1 refused separation=FAIL:ENV-SELF-REVIEW
}

twin() {
	story true
	expect 0 allowed separation=PASS:ENV-NO-SELF-REVIEW
}
