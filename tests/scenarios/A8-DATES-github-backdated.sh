# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that was pushed after the approval and says it is of 1970 is not what was
#   approved: the forge's times and ids count.
# Twin: Bob approves again.

story() { # [LOGIN...]
	github_started
	topic topic
	pull 2 topic
	approved 2 bob
	echo more >>app.txt
	GIT_AUTHOR_DATE='@0 +0000' GIT_COMMITTER_DATE='@0 +0000' git commit -q -a -m 'PAY-2 long ago'
	push_as alice topic
	approved 2 "$@"
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
