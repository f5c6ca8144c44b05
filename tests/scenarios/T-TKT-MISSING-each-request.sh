# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: each change request needs a ticket: one of its own, not that of the next one.
# Twin: both have one.

story() { # SUBJECT of the first
	started
	commit "$1" "Reviewed-by: $BOB"
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 'one'
	expect 1 refused ticket=FAIL:TKT-MISSING ticket=PASS:TKT-FOUND
}

twin() {
	story 'PAY-2 one'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
