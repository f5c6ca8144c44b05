# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: parent count decides what is a merge: a direct push that calls itself "Merge pull
#   request" is none.
# Twin: a real merge of a reviewed branch with the same subject.

scenario() {
	started
	commit 'Merge pull request #42 from acme/PAY-2' "Merge-request: !42"
	deploy staging
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	started
	branch feature
	commit 'more' "Reviewed-by: $CAROL"
	onto main
	as "$BOB"
	merge feature 'Merge pull request #42 from acme/PAY-2' "Merge-request: !42"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
