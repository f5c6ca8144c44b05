# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a rollback does not rest on a record whose approval was only reported.
# Twin: it was given.

story() { # [TRAILER]
	started 'environments={ staging: { controls: { approval: report } } }'
	commit 'PAY-2 one' "$@"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	git checkout -q --detach HEAD~1
	deploy staging
}

scenario() {
	story
	expect 1 refused change=FAIL:ROLLBACK-NO-RECORD
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
