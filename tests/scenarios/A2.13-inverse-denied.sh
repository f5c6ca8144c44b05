# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a ticket that the policy denies by now is none for whoever takes the change back either.
# Twin: it is not denied.

story() { # [KEY] of tickets, from the second deploy on
	started 'tickets={ projects: [PAY], reverts: inherit-if-inverse }'
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	policy "tickets={ projects: [PAY], reverts: inherit-if-inverse$1 }" >.changegate.yml
	echo >>.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-3 policy' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed ticket=PASS:TKT-FOUND
	git revert --no-commit HEAD~
	commit_staged $'Take it back\n\nThis reverts commit '"$(commit_of HEAD~)." "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story ', deny: [PAY-2]'
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story ''
	expect 0 allowed ticket=PASS:TKT-INHERITED
}
