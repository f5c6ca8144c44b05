# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a broken file of signers at the commit to deploy lists nobody there, so that nobody is let in
#   by breaking it.
# Twin: it is whole.

story() { # yes: the file is broken at the commit that is deployed, and mended after it
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	if [ "$1" = yes ]; then
		echo 'bob@example.org <<<<<<< HEAD' >>.changegate/allowed_signers
		git commit -q -a -m 'PAY-2 and more'
	fi
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	head=$(commit_of HEAD)
	signers "$ALICE" "$BOB" "$CAROL"
	git commit -q --allow-empty -a -m 'PAY-3 mended'
	git checkout -q --detach "$head"
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
