# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a deploy key pushed needs an approval more, although GitHub shows its owner as who did.
# Twin: the author pushed.

story() { # WORD...
	github_started
	topic topic
	push_as alice topic "$@"
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story --via deploy-key
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=NOTE:APPR-MACHINE-PUSH
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
