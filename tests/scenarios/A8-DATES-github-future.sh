# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a date in the future says nothing of when something was approved or merged.
# Twin: Bob approves.

story() { # [LOGIN...]
	github_started
	branch topic
	as "$ALICE"
	echo more >>app.txt
	GIT_AUTHOR_DATE='@4070908800 +0000' GIT_COMMITTER_DATE='@4070908800 +0000' \
		git commit -q -a -m 'PAY-2 some day'
	pull 2 topic
	approved 2 "$@"
	merge_pull 2 olivia rebase
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
