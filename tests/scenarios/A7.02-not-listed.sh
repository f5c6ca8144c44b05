# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the signature of somebody whom the allowed signers do not list approves nothing.
# Twin: they list her.

DANA='Dana Drew <dana@example.org>'

story() { # PERSON who merges
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$1"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$DANA"
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
