# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of two services deployed from one commit each has its own record: the one whose files nobody looked at is refused.
# Twin: the other one.

story() { # SERVICE
	repository 'services={ web: { paths: ["web/**"] }, api: { paths: ["api/**"] } }'
	baseline staging --service web
	baseline staging --service api
	commit --file api/call 'PAY-2 call' "Reviewed-by: $BOB"
	commit --file web/page 'PAY-3 nobody looked'
	deploy staging --service "$1"
}

scenario() {
	story web
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story api
	expect 0 allowed approval=PASS:APPR-COUNTED
}
