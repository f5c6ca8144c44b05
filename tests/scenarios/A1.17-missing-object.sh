# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit of the range that is not there is an error, never a smaller range.
# Twin: it is there.

story() {
	started
	commit 'nobody looked'
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	lost=$(commit_of HEAD~1)
}

scenario() {
	story
	rm -f ".git/objects/${lost:0:2}/${lost:2}"
	deploy staging
	grep -qF "$lost" "$SCRATCH/err" || fail "the message does not name it: $(cat "$SCRATCH/err")"
	expect_error 3 'reading history'
}

twin() {
	story
	deploy staging
	expect 1 refused approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING
}
