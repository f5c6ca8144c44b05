# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of the policy needs an approval by one of its guardians.
# Twin: a guardian approved it.

story() { # PERSON who reviewed
	started 'guardians=[carol@example.org]'
	as "$ALICE"
	branch feature
	policy 'guardians=[carol@example.org]' 'tickets={ projects: [PAY, OPS] }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 more projects'
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
