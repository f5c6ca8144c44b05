# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a mailmap gives nobody an address who has none: it could name anybody.
# Twin: the commit has that address itself.

story() { # address of the author
	repository
	echo 'Dora Dean <dora@example.org> <nobody>' >.mailmap
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
	baseline staging
	as "Dora Dean <$1>"
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story nobody
	expect 1 refused approval=FAIL:APPR-UNKNOWN-AUTHOR
}

twin() {
	story dora@example.org
	expect 0 allowed approval=PASS:APPR-COUNTED
}
