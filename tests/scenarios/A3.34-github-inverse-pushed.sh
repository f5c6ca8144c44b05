# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a revert that was pushed past the change requests inherits nothing: it came by none.
# Twin: it came by one.

story() { # push|request
	github_started 'approval={ reverts: inherit-if-inverse }'
	merged_pull 2 squash bob
	deploy staging
	branch revert
	tick
	git revert --no-edit HEAD >/dev/null
	if [ "$1" = push ]; then
		onto main
		git merge -q --ff-only revert
		push_as alice main
	else
		pull 3 revert
		merge_pull 3 olivia merge
	fi
	deploy staging
}

scenario() {
	story push
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story request
	expect 0 allowed approval=PASS:APPR-INHERITED
}
