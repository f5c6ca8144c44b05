# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that edits the mailmap does not make its own author somebody else: approval
#   is judged under the old mailmap too.
# Twin: somebody else approves.

story() { # TRAILER
	started
	echo 'Dora Dean <dora@example.org> Alice Archer <alice@example.org>' >.mailmap
	git add .mailmap
	commit_staged 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story 'Reviewed-by: A. A. <alice@example.org>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
