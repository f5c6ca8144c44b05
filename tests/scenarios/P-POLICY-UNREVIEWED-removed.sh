# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that removes the guardians needs one of those whom it removes.
# Twin: one of them approved it.

story() { # PERSON who reviewed
	started 'guardians=[carol@example.org]'
	as "$ALICE"
	branch feature
	policy >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 no guardians'
	onto main
	as "$CAROL"
	merge feature 'PAY-2 merge' "Reviewed-by: $1"
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:POLICY-UNREVIEWED
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
