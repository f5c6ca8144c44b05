# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the migration of a database lies in the repository, so nobody deploys one that nobody looked at.
# Twin: somebody looked.

story() { # [TRAILER]
	started
	commit --file migrations/0002.sql 'PAY-2 drop a column' "$@"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
