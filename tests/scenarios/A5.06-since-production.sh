# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an artefact is promoted that staging has passed: what it brings is all since the last deploy to production, not since the build.
# Twin: somebody had looked at the first change too.

story() { # [TRAILER] of the first change
	local artifact
	artifact=sha256:$(printf '%064d' 1)
	started 'environments={ staging: { controls: { approval: report } }, production: { after: staging } }'
	baseline production
	commit 'PAY-2 first' "$@"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 second' "Reviewed-by: $BOB"
	deploy staging --artifact "$artifact"
	expect 0 allowed approval=PASS:APPR-COUNTED
	deploy production --artifact "$artifact"
	expect_range forward 2
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING separation=PASS:ENV-PROMOTED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
