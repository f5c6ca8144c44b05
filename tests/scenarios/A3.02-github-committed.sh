# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever committed what somebody else wrote approves none of it.
# Twin: the author committed it.

story() { # PERSON
	github_started
	topic topic
	under "$ALICE" "$1" git commit -q --amend --no-edit
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: committed'
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
