# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that only names GitHub as its committer, and is not signed by it, applied no suggestion.
# Twin: GitHub signed it.

story() { # VALID
	github_started
	topic topic
	under "$ALICE" "$WEB_FLOW" git commit -q --amend -m 'PAY-2 more' -m "Co-authored-by: $BOB"
	event signature commit="$(commit_of HEAD)" valid:="$1" signer=alice wasSignedByGitHub:="$1"
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story false
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story true
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-SUGGESTION
}
