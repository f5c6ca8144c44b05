# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a rebased request people are those of its own commits; each commit of the run is judged so.
# Twin: none of them is the approver's.

story() { # PERSON LOGIN
	github_started
	topic topic
	as "$1"
	commit 'PAY-2 again'
	push_as "$2" topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia rebase
	deploy staging
	expect_range forward 2
}

scenario() {
	story "$BOB" bob
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$ALICE" alice
	expect 0 allowed approval=PASS:APPR-COUNTED
}
