# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: with `tickets.backports: inherit-if-same-content`, what has the diff of a change that an allowed
#   record has goes by its ticket.
# Twin: one line of it is another one, so it names its own.

story() { # [COMMAND...]
	started 'tickets={ projects: [PAY], backports: inherit-if-same-content }' 'branches=[main, release]' \
		'environments={ staging: { refs: [main] }, production: { refs: [release] } }'
	branch release
	baseline production
	onto main
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed ticket=PASS:TKT-FOUND
	onto release
	git cherry-pick --no-commit main
	"$@"
	commit_staged 'Picked' "(cherry picked from commit $(commit_of main))" "Reviewed-by: $BOB"
	deploy production
}

one_line() {
	echo more >>app.txt
	git add app.txt
}

scenario() {
	story true
	expect 0 allowed ticket=PASS:TKT-INHERITED
}

twin() {
	story one_line
	expect 1 refused ticket=FAIL:TKT-MISSING ticket=NOTE:TKT-NOT-INHERITED
}
