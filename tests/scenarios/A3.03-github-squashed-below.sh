# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who is co-author of a squash that GitHub made of a request below wrote it, and suggested nothing.
# Twin: Carol approves.

story() { # LOGIN
	github_started
	branch topic
	push_as alice topic
	branch below
	as "Bob Baker <102+bob@users.noreply.github.com>"
	commit 'PAY-2 by Bob'
	push_as bob below
	as "$ALICE"
	commit 'PAY-2 by Alice'
	pull 3 below topic
	merge_pull 3 alice squash
	pull 4 topic
	approved 4 "$1"
	merge_pull 4 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
