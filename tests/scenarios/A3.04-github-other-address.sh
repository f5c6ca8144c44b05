# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a co-author counts by name, too: an address that no account has does not hide who it is, where
#   anything else of the range shows the approver's name.
# Twin: it is another name.

story() { # PERSON
	github_started
	branch topic
	as "$ALICE"
	commit 'PAY-2 more' "Co-authored-by: $1"
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	branch other
	as "$BOB"
	commit --file other.txt 'PAY-3 other'
	pull 4 other --by bob
	approved 4 carol
	merge_pull 4 olivia merge
	deploy staging
}

scenario() {
	story 'Bob Baker <bob@home.example>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story 'Robert <bob@home.example>'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
