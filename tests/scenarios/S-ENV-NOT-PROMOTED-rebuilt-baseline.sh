# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: another artefact of the commit that a baseline put in place is no source of a promotion:
#   its commits were judged by nobody.
# Twin: another artefact of a commit that was judged is a deployment of its own.

artifact() { # DIGIT
	echo "sha256:$(printf '%064d' "$1")"
}

baseline_and_deploy() {
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging --artifact "$(artifact 1)"
	expect 0 allowed
}

baseline_only() {
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	baseline staging --artifact "$(artifact 1)"
}

story() { # COMMAND KIND of the second record of the commit
	repository
	baseline production
	"$1"
	deploy staging --artifact "$(artifact 2)"
	expect 0 allowed change=PASS:CHANGE-REDEPLOY change=NOTE:CHANGE-OTHER-ARTIFACT
	same recordKind "$2" "$(of_last recordKind)"
	deploy production --artifact "$(artifact 2)"
}

scenario() {
	story baseline_only redeploy
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story baseline_and_deploy deployment
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
