# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: commits that were rebased count as approved only if each has the content of the approved one.
# Twin: they have.

story() { # yes: the second of them has one line more
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	commit --file second.txt 'PAY-2 and more'
	signing_as "$CAROL"
	approve feature
	onto main
	signing_as "$BOB"
	commit --file other.txt 'PAY-3 here'
	signing_as "$CAROL"
	approve HEAD review-2
	signing_as "$BOB"
	git cherry-pick main..feature >/dev/null
	if [ "$1" = yes ]; then
		echo 'and a line' >>second.txt
		git commit -q --amend --no-edit second.txt
	fi
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SQUASH-MISMATCH
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-REBASED
}
