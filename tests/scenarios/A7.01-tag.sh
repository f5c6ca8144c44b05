# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag in the address and a dot behind it make nobody somebody else.
# Twin: another address.

story() { # TRAILER
	started
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story 'Reviewed-by: Al <Alice+review@example.org.>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story 'Reviewed-by: Al <al+review@example.org.>'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
