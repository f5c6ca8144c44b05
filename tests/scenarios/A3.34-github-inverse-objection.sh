# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a revert that needs no approval of its own is still held up by whoever requests changes.
# Twin: nobody does.

story() { # COMMAND... at the request
	github_started 'approval={ reverts: inherit-if-inverse }'
	merged_pull 2 squash bob
	deploy staging
	branch revert
	tick
	git revert --no-edit HEAD >/dev/null
	pull 3 revert
	"$@"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story review carol 3 CHANGES_REQUESTED
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story true
	expect 0 allowed approval=PASS:APPR-INHERITED
}
