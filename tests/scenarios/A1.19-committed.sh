# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the mailmap at the protected branch joins the addresses of one person: she cannot
#   approve herself under another one.
# Twin: a mailmap that is not committed has no effect.

story() { # what happens to the mailmap
	repository
	echo 'Alice Archer <alice@example.org> <old@example.net>' >.mailmap
	"$1"
	baseline staging
	as 'A. Liddell <old@example.net>'
	commit 'PAY-2 more' "Reviewed-by: $ALICE"
	deploy staging
}

commit_it() {
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
}

hide_it() {
	echo .mailmap >>.gitignore
	git add .gitignore
	commit_staged 'PAY-9 no mailmap'
}

scenario() {
	story commit_it
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story hide_it
	expect 0 allowed approval=PASS:APPR-COUNTED
}
