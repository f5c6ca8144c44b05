# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change has to be in staging for an hour before it may go to production.
# Twin: a second is enough.

story() { # DURATION
	started "environments={ staging: {}, production: { after: staging, soak: $1 } }"
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	sleep 1.1
	deploy production
}

scenario() {
	story 1h
	expect 1 refused separation=FAIL:ENV-SOAK
}

twin() {
	story 1s
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
