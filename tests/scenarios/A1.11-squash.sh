# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a squash that has something else than what the tag approved is refused.
# Twin: it is exactly what merging the approved head gives.

story() { # yes: the squash has one line more
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	commit 'PAY-2 and more'
	signing_as "$CAROL"
	approve feature
	onto main
	signing_as "$BOB"
	commit --file other.txt 'PAY-3 here'
	signing_as "$CAROL"
	approve HEAD review-2
	signing_as "$BOB"
	git merge -q --squash feature >/dev/null
	[ "$1" = no ] || echo 'and a line' >>app.txt
	git add app.txt
	tick
	message 'PAY-2 more' | git commit -q --author "$ALICE" -F -
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SQUASH-MISMATCH
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-SQUASHED
}
