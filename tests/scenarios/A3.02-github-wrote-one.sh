# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever wrote one commit of a request approves none of it; the finding says which.
# Twin: that commit is the author's, too.

story() { # PERSON
	github_started
	topic topic
	as "$1"
	commit 'PAY-2 again'
	own=$(commit_of HEAD)
	push_as alice topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because "bob not counted: wrote ${own:0:12}"
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
