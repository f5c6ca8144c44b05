# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was picked, taken out by a reviewed change, and picked again needs a review: it was taken
#   out for a reason.
# Twin: what is picked in the end is another change, which the branch never had.

pick() { # NUMBER REVISION
	onto release
	branch "pick-$1"
	tick
	git cherry-pick -x "$2" >/dev/null
	pull "$1" "pick-$1" release
	merge_pull "$1" olivia merge
}

story() { # REVISION of main that is picked in the end
	github_started 'approval={ backports: inherit-if-same-content }' 'branches=[main, release]' \
		'environments={ staging: { refs: [main] }, production: { refs: [release] } }'
	git branch -q release
	push_as alice release
	onto release
	baseline production
	onto main
	branch topic-2
	as "$ALICE"
	commit --file one.txt 'PAY-2 one'
	pull 2 topic-2
	approved 2 bob
	merge_pull 2 olivia squash
	branch topic-3
	commit --file two.txt 'PAY-3 two'
	pull 3 topic-3
	approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	pick 4 main~
	deploy production
	expect 0 allowed approval=PASS:APPR-INHERITED
	branch out
	git revert --no-edit -m 1 HEAD >/dev/null
	pull 5 out release
	approved 5 bob
	merge_pull 5 olivia squash
	deploy production
	expect 0 allowed approval=PASS:APPR-COUNTED
	pick 6 "$1"
	deploy production
}

scenario() {
	story main~
	expect 1 refused approval=FAIL:APPR-MISSING
	expect_because 'the branch had that before'
}

twin() {
	story main
	expect 0 allowed approval=PASS:APPR-INHERITED
}
