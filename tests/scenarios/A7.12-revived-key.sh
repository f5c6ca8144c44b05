# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key that the deployed commits took away does not come back by a later push, which this
#   deploy does not bring and nobody has judged.
# Twin: it was never taken away.

story() { # gone|kept
	signed_started
	if [ "$1" = gone ]; then
		branch leaving
		signing_as "$ALICE"
		signers "$ALICE" "$BOB"
		git add .changegate
		commit_staged 'PAY-1 Carol left'
		onto main
		signing_as "$BOB"
		merge leaving 'PAY-1 merge'
	fi
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$CAROL"
	merge feature 'PAY-2 merge'
	head=$(commit_of HEAD)
	unsigned_as "$ALICE"
	signers "$ALICE" "$BOB" "$CAROL"
	git add .changegate
	tick
	git commit -q --allow-empty -m 'back again'
	git checkout -q --detach "$head"
	deploy staging
}

scenario() {
	story gone
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story kept
	expect 0 allowed approval=PASS:APPR-COUNTED
}
