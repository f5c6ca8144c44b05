# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whom a commit names as co-author approves none of it.
# Twin: it names an assistant that has no account: that is nobody who could approve.

story() { # PERSON
	github_started
	branch topic
	as "$ALICE"
	commit 'PAY-2 more' "Co-authored-by: $1"
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: is named as co-author'
}

twin() {
	story 'Coding Assistant <noreply@assistant.example>'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
