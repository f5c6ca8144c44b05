# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: production needs the same commit to have passed staging.
# Twin: it has.

story() { # COMMAND in between
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	"$@"
	deploy production
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story deploy staging
	expect 0 allowed separation=PASS:ENV-PROMOTED separation=NOTE:ENV-PROMOTED-BY-COMMIT
}
