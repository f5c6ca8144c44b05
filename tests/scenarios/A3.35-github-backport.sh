# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: with `approval.backports: inherit-if-same-content`, what brings the diff of a change that an
#   allowed record has as approved into a branch that never had it needs no approval of its own.
# Twin: one line of it is another one, and the trailer is there all the same.

story() { # [COMMAND...] on what was picked
	github_started 'approval={ backports: inherit-if-same-content }' 'branches=[main, release]' \
		'environments={ staging: { refs: [main] }, production: { refs: [release] } }'
	git branch -q release
	push_as alice release
	onto release
	baseline production
	onto main
	merged_pull 2 squash bob
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	onto release
	branch pick
	tick
	git cherry-pick -x main >/dev/null
	"$@"
	pull 3 pick release
	merge_pull 3 olivia merge
	deploy production
}

one_line() {
	echo more >>app.txt
	git commit -q -a --amend --no-edit
}

scenario() {
	story true
	expect 0 allowed approval=PASS:APPR-INHERITED
	expect_because 'which it exactly repeats'
}

twin() {
	story one_line
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-NOT-INHERITED
	expect_because 'its diff is not the same'
}
