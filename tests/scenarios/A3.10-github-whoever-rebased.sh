# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever rebased and pushed what others wrote is not counted either.
# Twin: somebody else approves.

story() { # LOGIN
	github_started
	topic topic
	pull 3 topic
	as "$CAROL"
	tick
	git commit -q --amend --no-edit
	push_as carol topic --force
	approved 3 "$1"
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story carol
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'carol not counted: committed'
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
