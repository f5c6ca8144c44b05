# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a service that the policy does not declare is refused.
# Twin: its right name.

story() { # SERVICE
	repository services='{ web: { paths: ["**"] } }'
	baseline staging --service web
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging --service "$1"
}

scenario() {
	story wbe
	expect 1 refused change=FAIL:CHG-SERVICE-UNDECLARED \
		ticket=UNKNOWN:CHG-INCOMPLETE approval=UNKNOWN:CHG-INCOMPLETE
}

twin() {
	story web
	expect 0 allowed change=PASS:CHG-RANGE
}
