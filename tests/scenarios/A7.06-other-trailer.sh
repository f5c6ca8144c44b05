# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key in a trailer that the policy does not look at is none.
# Twin: in a Refs trailer.

story() { # TRAILER
	started
	commit 'more' "$1" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 'Related-to: PAY-2'
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story 'Refs: PAY-2'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
