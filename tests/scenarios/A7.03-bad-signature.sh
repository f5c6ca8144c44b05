# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signature that was made over another message is bad: nothing shows who wrote the commit.
# Twin: the message is what was signed.

story() { # true|false: the message is changed after it was signed
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	if "$1"; then
		git cat-file commit HEAD | sed 's/^PAY-2 more/PAY-2 MORE/' >"$SCRATCH/other"
		git reset -q --soft "$(git hash-object -t commit -w "$SCRATCH/other")"
	fi
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story true
	expect 1 refused approval=FAIL:APPR-GRADE approval=NOTE:SIG-BAD
}

twin() {
	story false
	expect 0 allowed approval=PASS:APPR-COUNTED
}
