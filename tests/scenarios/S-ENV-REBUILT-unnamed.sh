# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: leaving the artefact out does not step around the comparison.
# Twin: it was left out in staging too: the commits are compared, and the record says so.

story() { # [OPTION...] of the deploy to staging
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging "$@"
	expect 0 allowed
	deploy production
}

scenario() {
	story --artifact "sha256:$(printf '%064d' 1)"
	expect 1 refused separation=FAIL:ENV-REBUILT
}

twin() {
	story
	expect 0 allowed separation=NOTE:ENV-PROMOTED-BY-COMMIT
}
