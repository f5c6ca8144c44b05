# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a mailmap says that two are one, never that one is two: a line on the branch that nobody
#   reviewed does not make the author somebody else than the approver with that address.
# Twin: the approver has another address.

story() { # TRAILER
	local head
	started
	commit 'PAY-2 more' "$@"
	head=$(commit_of HEAD)
	echo 'Dora Dean <dora@example.org> Alice Archer <alice@example.org>' >.mailmap
	git add .mailmap
	commit_staged 'mailmap'
	git checkout -q "$head"
	deploy staging --sha "$head"
}

scenario() {
	story 'Reviewed-by: A. A. <alice@example.org>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
