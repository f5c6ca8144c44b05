# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a trailer that is indented belongs to the line before it, as in git.
# Twin: it is not indented.

story() { # INDENT
	started
	commit 'PAY-2 more' 'Refs: PAY-2' "$1Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story ' '
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story ''
	expect 0 allowed approval=PASS:APPR-COUNTED
}
