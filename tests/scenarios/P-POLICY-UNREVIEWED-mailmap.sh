# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a mailmap that comes with the change gives a guardian's name to somebody else, who then
#   approves it.
# Twin: the guardian approves it.

story() { # PERSON who reviewed
	started 'guardians=[carol@example.org]'
	branch feature
	echo 'Carol Cook <carol@example.org> Bob Baker <bob@example.org>' >.mailmap
	git add .mailmap
	commit_staged 'PAY-2 names'
	onto main
	merge feature 'PAY-2 merge' "Reviewed-by: $1"
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:POLICY-UNREVIEWED
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:POLICY-REVIEWED
}
