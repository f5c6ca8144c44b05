# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever applies a suggestion is an author: not even the reviewer who made it may approve then.
# Twin: the author applied it.

story() { # PERSON LOGIN
	github_started
	topic topic
	pull 3 topic
	under "$1" "$WEB_FLOW" commit 'PAY-2 apply suggestion' "Co-authored-by: $BOB"
	push_as "$2" topic
	approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story "$BOB" bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$ALICE" alice
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-SUGGESTION
}
