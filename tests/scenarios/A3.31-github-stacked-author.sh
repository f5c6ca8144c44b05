# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever wrote a part of the stack does not approve all of it, though somebody approved that
#   part.
# Twin: Carol, who wrote none of it, approves.

story() { # LOGIN of the request into main
	github_started
	topic feature
	push_as alice feature
	branch part
	as "$BOB"
	commit 'PAY-3 part'
	pull 2 part feature --by bob
	approved 2 carol
	merge_pull 2 alice squash
	pull 3 feature
	approved 3 "$1"
	merge_pull 3 olivia squash
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
