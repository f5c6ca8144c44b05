# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a mailmap joins the addresses of one person: a co-author under an old address is no
#   reviewer under the new one.
# Twin: the mailmap does not name that address.

story() { # old address in the mailmap
	repository
	echo "Bob Baker <bob@example.org> <$1>" >.mailmap
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
	baseline staging
	commit 'PAY-2 more' 'Co-authored-by: Robert <bob@old.example>' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story bob@old.example
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story robert@old.example
	expect 0 allowed approval=PASS:APPR-COUNTED
}
