# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approver whose suggestion was applied on the web is counted, with a note.
# Twin: suggestions: exclude.

story() { # KEY=VALUE...
	github_started "$@"
	topic topic
	push_as alice topic
	pull 3 topic
	review bob 3 commented --body 'suggestion'
	under "$ALICE" "$WEB_FLOW" commit 'PAY-2 apply suggestion' "Co-authored-by: $BOB"
	push_as alice topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-SUGGESTION
}

twin() {
	story approval='{ suggestions: exclude }'
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: is named as co-author'
}
