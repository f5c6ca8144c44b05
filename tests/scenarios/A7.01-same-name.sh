# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approver with the name of the author is not counted, whatever the address: names
#   only exclude.
# Twin: another name at that address.

story() { # TRAILER
	started
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story 'Reviewed-by: alice  ARCHER <somebody@example.net>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story 'Reviewed-by: Erin Ericson <somebody@example.net>'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
