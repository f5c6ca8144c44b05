# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the key of a ticket stands in the subject or in a Refs or Ticket trailer, of the merge
#   or of a commit that it brings.
# Twin: only in the text between them.

scenario() {
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	commit 'two' 'Refs: PAY-3' "Reviewed-by: $BOB"
	commit 'three' 'ticket: PAY-4' "Reviewed-by: $BOB"
	feature
	as "$BOB"
	merge feature 'Merge PAY-5' "Reviewed-by: $CAROL"
	deploy staging
	expect 0 allowed ticket=PASS:TKT-FOUND
	expect_because 'PAY-4, from trailer (claimed)'
}

twin() {
	started
	tick
	echo more >>app.txt
	git commit -q -a -m 'one' -m 'This is for PAY-2.' -m "Reviewed-by: $BOB"
	deploy staging
	expect 1 refused ticket=FAIL:TKT-MISSING
}
