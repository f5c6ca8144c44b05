# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that says [skip ci] is not tested by saying so.
# Twin: it was tested.

story() { # no: nothing ran
	github_unit
	topic topic
	pull 3 topic --title 'PAY-1 more [skip ci]'
	approved 3 bob
	merge_pull 3 olivia squash
	[ "$1" = no ] || check unit
	deploy staging
}

scenario() {
	story no
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story yes
	expect 0 allowed tests=PASS:TEST-PASSED
}
