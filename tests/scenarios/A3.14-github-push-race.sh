# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a review that was submitted after a push, of what the reviewer had loaded before it, is of what was
#   loaded.
# Twin: it is of what was pushed.

story() { # REVISION
	github_started
	topic topic
	pull 3 topic
	commit 'PAY-2 again'
	push_as alice topic
	review bob 3 approved --commit "$1"
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story topic~1
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story topic
	expect 0 allowed approval=PASS:APPR-COUNTED
}
