# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a rollback brings back the artefact that passed: another one of the same commit is
#   refused.
# Twin: the same artefact.

story() { # DIGIT of the artefact
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging --artifact "sha256:$(printf '%064d' 1)"
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging --artifact "sha256:$(printf '%064d' 2)"
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)" --artifact "sha256:$(printf '%064d' "$1")"
}

scenario() {
	story 3
	expect 1 refused change=FAIL:ROLLBACK-OTHER-ARTIFACT
}

twin() {
	story 1
	expect 0 allowed change=PASS:CHG-ROLLBACK
	expect_not change=NOTE:ROLLBACK-BY-COMMIT
}
