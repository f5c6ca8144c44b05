# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what is in place may be deployed again; neither commits nor tests are judged again.
# Twin: with another artefact, the tests are judged, and there are none.

story() { # OPTION... of the second deploy
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed change=PASS:CHG-RANGE
	first=$(of_last recordId)
	no_tests
	deploy staging "$@"
	expect_range same 0 "$(commit_of HEAD)"
}

scenario() {
	story
	expect 0 allowed change=PASS:CHANGE-REDEPLOY tests=NOT_APPLICABLE:CHANGE-REDEPLOY
	expect_because "in place since record $first"
}

twin() {
	story --artifact "sha256:$(printf '%064d' 1)"
	expect 1 refused tests=FAIL:TEST-MISSING change=NOTE:CHANGE-OTHER-ARTIFACT
}
