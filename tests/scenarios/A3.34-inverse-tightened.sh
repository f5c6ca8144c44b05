# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what takes back a change of the gate's own files inherits no approval, even without guardians:
#   nobody alone brings back rules that were tightened.
# Twin: it takes back a change of something else.

story() { # FILE that the approved change touched besides
	started 'approval={ reverts: inherit-if-inverse }'
	as "$ALICE"
	[ "$1" != .changegate.yml ] || sed -i 's/reverts: inherit-if-inverse/&, count: 2/' .changegate.yml
	echo more >>app.txt
	git add .
	commit_staged 'PAY-2 more' "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	tick
	git revert --no-edit HEAD >/dev/null
	git commit -q --amend -m "$(git log -1 --format=%B)" -m 'Refs: PAY-3'
	deploy staging
}

scenario() {
	story .changegate.yml
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-NOT-INHERITED
	expect_because "it changes the gate's own files"
}

twin() {
	story app.txt
	expect 0 allowed approval=PASS:APPR-INHERITED
}
