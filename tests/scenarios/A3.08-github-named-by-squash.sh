# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whom only the squash names as co-author contributed nothing: the one who merges wrote that.
# Twin: a commit of the request names him.

story() { # TRAILER OF THE COMMIT
	github_started
	branch topic
	as "$ALICE"
	commit 'PAY-2 more' "$1"
	pull 3 topic
	approved 3 bob
	# shellcheck disable=SC2317 # merge_pull calls it
	co_authors() { echo "Co-authored-by: $BOB"; }
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story 'Thanks-to: Bob'
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story "Co-authored-by: $BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}
