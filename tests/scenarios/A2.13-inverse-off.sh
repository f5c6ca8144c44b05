# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: unless the policy says otherwise a revert names a ticket of its own.
# Twin: the policy lets it go by that of what it takes back.

story() { # [KEY] of tickets
	started "tickets={ projects: [PAY]$1 }"
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	git revert --no-commit HEAD
	commit_staged $'Take it back\n\nThis reverts commit '"$(commit_of HEAD)." "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story ''
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story ', reverts: inherit-if-inverse'
	expect 0 allowed ticket=PASS:TKT-INHERITED
}
