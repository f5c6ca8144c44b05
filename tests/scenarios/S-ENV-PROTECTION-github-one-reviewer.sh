# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one person alone may open the gate, and lets their own runs through.
# Twin: the forge keeps them from that, so nobody may open the gate of a run of theirs, which is said.

story() { # prevent_self_review
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() { guarded; }
	github_live 'platform: { prevent_self_review: required }'
	guarded live reviewers:='["bob"]' prevent_self_review:="$1"
	merged_pull 3 merge bob
	deploy staging
}

scenario() {
	story false
	expect 1 refused separation=FAIL:ENV-SELF-REVIEW
}

twin() {
	story true
	expect 0 allowed separation=PASS:ENV-NO-SELF-REVIEW separation=NOTE:POLICY-UNSATISFIABLE
}
