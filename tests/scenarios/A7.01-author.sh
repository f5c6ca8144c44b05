# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the author cannot approve.
# Twin: somebody else approves.

story() { # TRAILER
	started
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story "Reviewed-by: $ALICE"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'Alice Archer <alice@example.org> not counted: wrote'
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
