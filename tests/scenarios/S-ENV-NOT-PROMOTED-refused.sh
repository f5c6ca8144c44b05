# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a refused staging deploy is no source of a promotion.
# Twin: it was allowed.

story() { # COMMAND before the deploy to staging
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	"$1"
	deploy staging
	tests
	deploy production
}

scenario() {
	story no_tests
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story tests
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
