# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two addresses that the mailmap joins are one approver.
# Twin: the mailmap does not join them.

story() { # old address in the mailmap
	repository approval='{ count: 2 }'
	echo "Bob Baker <bob@example.org> <$1>" >.mailmap
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
	baseline staging
	commit 'PAY-2 more' 'Reviewed-by: Robert <bob@old.example>' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story bob@old.example
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story robert@old.example
	expect 0 allowed approval=PASS:APPR-COUNTED
}
