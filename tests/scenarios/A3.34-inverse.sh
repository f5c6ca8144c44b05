# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: in plain git, too, what exactly takes back an approved change needs no approval where the policy
#   says so.
# Twin: it changes a file besides.

story() { # [COMMAND...]
	started 'approval={ reverts: inherit-if-inverse }'
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	tick
	git revert --no-edit HEAD >/dev/null
	"$@"
	deploy staging
}

besides() {
	echo besides >besides.txt
	git add besides.txt
	git commit -q --amend --no-edit
}

scenario() {
	story true
	expect 0 allowed approval=PASS:APPR-INHERITED
}

twin() {
	story besides
	expect 1 refused approval=FAIL:APPR-MISSING
}
