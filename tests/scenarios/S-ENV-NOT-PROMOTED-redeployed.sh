# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a baseline of staging that is deployed once more is still no source of a promotion: a
#   redeploy is judged by nobody either.
# Twin: what is deployed once more was judged.

baseline_and_deploy() {
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	same recordKind deployment "$(of_last recordKind)"
}

baseline_only() {
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	baseline staging
}

story() { # COMMAND
	repository
	baseline production
	"$1"
	deploy staging
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
	same recordKind redeploy "$(of_last recordKind)"
	deploy production
}

scenario() {
	story baseline_only
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story baseline_and_deploy
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
