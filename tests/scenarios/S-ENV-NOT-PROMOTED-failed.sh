# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a staging deploy whose outcome was "failed" or "rolled-back" is no source of a
#   promotion.
# Twin: its outcome was "succeeded".

story() { # OUTCOME
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	outcome "$1"
	deploy production
}

scenario() {
	story rolled-back
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
	cd ..
	rm -rf repository
	story failed
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story succeeded
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
