# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a catch-all ticket is none.
# Twin: another ticket.

story() { # SUBJECT
	started tickets='{ projects: [PAY], deny: [PAY-1] }'
	commit "$1" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 'PAY-1 misc'
	expect 1 refused ticket=FAIL:TKT-DENIED
}

twin() {
	story 'PAY-11 misc'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
