# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one address under two names is one approver, even where a mailmap makes them two.
# Twin: two addresses.

story() { # address of the second
	repository approval='{ count: 2 }'
	echo 'Dora Dean <dora@example.org> Robert <bob@example.org>' >.mailmap
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: Robert <$1>" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story bob@example.org
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story robert@example.org
	expect 0 allowed approval=PASS:APPR-COUNTED
}
