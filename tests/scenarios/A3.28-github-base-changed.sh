# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval for one base is none for another.
# Twin: Bob approves again.

story() { # [LOGIN...] after the base was changed
	github_started
	git branch -q other
	push_as alice other
	topic topic
	pull 2 topic other
	approved 2 bob
	tick
	event base number:=2 by=alice to=main
	# shellcheck disable=SC2034 # merge_pull reads it
	pull_base[2]=main
	approved 2 "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-BASE-CHANGED
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
