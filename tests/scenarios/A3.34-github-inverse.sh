# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: with `approval.reverts: inherit-if-inverse`, what exactly takes back a change that an allowed
#   record has as approved needs no approval of its own.
# Twin: one line of it is another one.

story() { # [COMMAND...] on what the revert has
	github_started 'approval={ reverts: inherit-if-inverse }'
	merged_pull 2 squash bob
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	branch revert
	tick
	git revert --no-edit HEAD >/dev/null
	"$@"
	pull 3 revert
	merge_pull 3 olivia merge
	deploy staging
}

one_line() {
	echo more >>app.txt
	git commit -q -a --amend --no-edit
}

scenario() {
	story true
	expect 0 allowed approval=PASS:APPR-INHERITED
	expect_because 'which it exactly takes back'
}

twin() {
	story one_line
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-NOT-INHERITED
	expect_because 'it is not exactly what takes that back'
}
