# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a squashed request people are those of its own commits, not who the squash names.
# Twin: none of its commits is the approver's.

story() { # PERSON LOGIN
	github_started
	topic topic
	as "$1"
	commit 'PAY-2 again'
	push_as "$2" topic
	pull 3 topic
	approved 3 bob
	# shellcheck disable=SC2317 # merge_pull calls it
	co_authors() { :; }
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story "$BOB" bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$ALICE" alice
	expect 0 allowed approval=PASS:APPR-COUNTED
}
