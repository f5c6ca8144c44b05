# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a deploy of a service that nothing in the range touches is refused: it would claim a
#   change that is none.
# Twin: the service that did change.

story() { # SERVICE
	repository services='{ web: { paths: ["web/**"] }, api: { paths: ["api/**"] } }'
	baseline staging --service web
	baseline staging --service api
	commit --file web/page 'PAY-2 page' "Reviewed-by: $BOB"
	deploy staging --service "$1"
}

scenario() {
	story api
	expect 1 refused change=FAIL:CHANGE-EMPTY change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}

twin() {
	story web
	expect 0 allowed change=PASS:CHG-RANGE
}
