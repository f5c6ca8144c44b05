# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change cannot split a person in two in order to approve itself.
# Twin: somebody else approved it.

story() { # APPROVER
	started 'identities=[{ addresses: [alice@example.org, archer@home.example] }]'
	as "$ALICE"
	policy >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 two persons' "Reviewed-by: $1"
	deploy staging
}

scenario() {
	story 'A. Archer <archer@home.example>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
