# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a mailmap that git configuration names has no effect: here it would make the approver the
#   author.
# Twin: the same mailmap in place at the protected branch.

story() { # what happens to the mailmap
	repository
	echo 'Alice Archer <alice@example.org> Bob Baker <bob@example.org>' >.mailmap
	"$1"
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
}

configure_it() {
	mv .mailmap ../mailmap
	git config mailmap.file "$PWD/../mailmap"
	same 'the committer for git' "$ALICE" "$(git check-mailmap "$BOB")"
}

commit_it() {
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
}

scenario() {
	story configure_it
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story commit_it
	expect 1 refused approval=FAIL:APPR-SELF
}
