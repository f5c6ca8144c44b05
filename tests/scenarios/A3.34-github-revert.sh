# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a revert is a change like others, even of something that was approved.
# Twin: Bob approves the revert.

story() { # [LOGIN...] who approves the revert
	github_started
	merged_pull 2 merge bob
	branch revert
	tick
	git revert --no-edit -m 1 HEAD >/dev/null
	git commit -q --amend -m 'Revert "PAY-2 more"'
	pull 3 revert
	approved 3 "$@"
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=PASS:APPR-COUNTED approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
