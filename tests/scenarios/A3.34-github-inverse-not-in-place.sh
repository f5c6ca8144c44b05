# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what takes back a change that no allowed record has inherits nothing, though the ledger may
#   allow both at once.
# Twin: the change was deployed before it was taken back.

story() { # COMMAND... between the two
	github_started 'approval={ reverts: inherit-if-inverse }'
	merged_pull 2 squash bob
	"$@"
	branch revert
	tick
	git revert --no-edit HEAD >/dev/null
	pull 3 revert
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story true
	expect 1 refused approval=PASS:APPR-COUNTED approval=FAIL:APPR-MISSING
	expect_because 'no allowed record'
}

twin() {
	story deploy staging
	expect 0 allowed approval=PASS:APPR-INHERITED
}
