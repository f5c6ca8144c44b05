# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy below .github is a file of the gate like one at the root: its guardians are asked.
# Twin: a guardian approved the change.

story() { # PERSON who reviewed
	repository 'guardians=[carol@example.org]'
	mkdir .github
	git mv .changegate.yml .github/
	git commit -q --amend --no-edit
	baseline staging
	as "$ALICE"
	branch feature
	policy 'tickets={ projects: [PAY, OPS] }' >.github/.changegate.yml
	git add .github
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
