# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: with `tickets.reverts: inherit-if-inverse`, what exactly takes back a change that an allowed record
#   has goes by its ticket.
# Twin: one line of it is another one, so it names its own.

story() { # [COMMAND...]
	started 'tickets={ projects: [PAY], reverts: inherit-if-inverse }'
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed ticket=PASS:TKT-FOUND
	git revert --no-commit HEAD
	"$@"
	commit_staged $'Take it back\n\nThis reverts commit '"$(commit_of HEAD)." "Reviewed-by: $BOB"
	deploy staging
}

one_line() {
	echo more >>app.txt
	git add app.txt
}

scenario() {
	story true
	expect 0 allowed ticket=PASS:TKT-INHERITED
	expect_because 'PAY-2, of change request'
}

twin() {
	story one_line
	expect 1 refused ticket=FAIL:TKT-MISSING ticket=NOTE:TKT-NOT-INHERITED
}
