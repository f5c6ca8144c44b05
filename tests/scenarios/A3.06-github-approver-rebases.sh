# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever approved may merge by rebasing, which makes new commits of which he is the committer.
# Twin: he was the committer of what was reviewed, too.

story() { # PERSON
	github_started
	topic topic
	commit 'PAY-2 again'
	under "$ALICE" "$1" git commit -q --amend --no-edit
	pull 3 topic
	approved 3 bob
	merge_pull 3 bob rebase
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}
