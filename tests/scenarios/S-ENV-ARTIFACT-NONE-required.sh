# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the policy asks for the artefact of staging, and none is named on either side.
# Twin: it is named on both.

story() { # [OPTION]...
	started 'environments={ staging: {}, production: { after: staging, same_artifact: required } }'
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging "$@"
	expect 0 allowed
	deploy production "$@"
}

scenario() {
	story
	expect 1 refused separation=FAIL:ENV-ARTIFACT-NONE
}

twin() {
	story --artifact "sha256:$(printf '%064d' 1)"
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
