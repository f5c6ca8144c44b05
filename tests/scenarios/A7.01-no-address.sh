# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval without an address does not say who gave it.
# Twin: with an address.

story() { # TRAILER
	started
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story 'Reviewed-by: Bob Baker'
	expect 1 refused approval=FAIL:APPR-UNIDENTIFIED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
