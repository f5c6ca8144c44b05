# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: a run of a time when the request went into another branch ran the workflow file of the merge with
#   that one, so it proves nothing.
# Twin: the run is one of two hours after the request was moved to its branch.

story() { # before|after: when the run was made
	github_unit
	git branch other
	push_as alice other
	topic topic
	pull 2 topic other
	[ "$1" = after ] || check unit --on topic --event pull_request
	tick
	event base number:=2 by=alice to=main
	pull_base[2]=main
	seconds=$((seconds + 7200))
	[ "$1" = before ] || check unit --on topic --event pull_request
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story before
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story after
	expect 0 allowed tests=PASS:TEST-PASSED
}
