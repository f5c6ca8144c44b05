# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of another service is listed as out of scope and not judged here.
# Twin: it touches this service too.

story() { # PATH of the change that nobody looked at
	repository services='{ web: { paths: ["web/**"] }, api: { paths: ["api/**"] } }'
	baseline staging --service api
	commit --file api/call 'PAY-2 call' "Reviewed-by: $BOB"
	commit --file "$1" 'PAY-3 nobody looked'
	deploy staging --service api
}

scenario() {
	story web/page
	expect 0 allowed change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE approval=PASS:APPR-COUNTED
	expect_range forward 2
}

twin() {
	story api/page
	expect 1 refused approval=FAIL:APPR-MISSING
	expect_not change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}
