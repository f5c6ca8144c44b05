# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: another artefact of the same commit was rebuilt: it did not pass staging.
# Twin: the artefact that passed staging.

story() { # DIGIT of the artefact
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging --artifact "sha256:$(printf '%064d' 1)"
	expect 0 allowed
	deploy production --artifact "sha256:$(printf '%064d' "$1")"
}

scenario() {
	story 2
	expect 1 refused separation=FAIL:ENV-REBUILT
}

twin() {
	story 1
	expect 0 allowed separation=PASS:ENV-PROMOTED
	expect_not separation=NOTE:ENV-PROMOTED-BY-COMMIT
}
