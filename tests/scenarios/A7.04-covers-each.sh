# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: covers-each-author asks of each commit that its author signed it.
# Twin: each author signed the own commit.

story() { # COMMAND... that says how Bob commits
	signed_started 'approval={ evidence: verified, independence: covers-each-author }'
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 one'
	"$@"
	commit 'PAY-2 two'
	onto main
	signing_as "$CAROL"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story unsigned_as "$BOB"
	expect 1 refused approval=FAIL:APPR-GRADE
}

twin() {
	story signing_as "$BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
