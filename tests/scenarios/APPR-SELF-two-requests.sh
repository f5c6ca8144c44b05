# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: independence is judged request by request: the author of one may review another.
# Twin: the author of both.

story() { # author of the second
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	as "$1"
	commit 'PAY-3 two' "Reviewed-by: $ALICE"
	deploy staging
}

scenario() {
	story "$BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SELF approval=PASS:APPR-COUNTED
}
