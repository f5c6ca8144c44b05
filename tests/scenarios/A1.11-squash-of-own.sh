# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever wrote the commits of a branch cannot approve it, although somebody else squashed
#   them under another name.
# Twin: a third person approved the branch.

story() { # PERSON who approves
	signed_started
	branch feature
	signing_as "$BOB"
	commit 'PAY-2 more'
	signing_as "$1"
	approve feature
	onto main
	signing_as "$ALICE"
	git merge -q --squash feature >/dev/null
	commit_staged 'PAY-2 more'
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
