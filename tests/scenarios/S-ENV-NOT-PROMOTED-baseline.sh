# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the baseline of staging is no source of a promotion: nobody judged it.
# Twin: staging was deployed after its baseline.

baseline_and_deploy() {
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
}

baseline_only() {
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	baseline staging
}

story() { # COMMAND
	repository
	baseline production
	"$1"
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
