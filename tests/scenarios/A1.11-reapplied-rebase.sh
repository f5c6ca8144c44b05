# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: commits that were rebased by a tag and then taken back are not brought again by it, not even
#   on a side line that leads around what was taken back.
# Twin: they were never brought before.

story() { # yes: they were brought and taken back before
	local start
	signed_started
	start=$(commit_of HEAD)
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
	if [ "$1" = yes ]; then
		signing_as "$BOB"
		git cherry-pick main..feature >/dev/null
		deploy staging
		expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-REBASED
		tick
		git revert --no-commit HEAD~2..HEAD
		commit_staged 'PAY-4 taken back'
		signing_as "$CAROL"
		approve HEAD review-3
		deploy staging
		expect 0 allowed approval=PASS:APPR-COUNTED
	fi
	unsigned_as "$ALICE"
	tick
	git reset -q --hard "$(git commit-tree -p "$start" -p HEAD -m 'PAY-5 around' 'HEAD^{tree}')"
	git cherry-pick "$start..feature" >/dev/null
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SPENT
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-REBASED
}
