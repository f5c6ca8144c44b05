# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever pushed to the branch may not dismiss what somebody objects either.
# Twin: the one who objected dismisses it.

story() { # LOGIN
	github_started
	topic topic
	push_as olivia topic
	pull 3 topic
	review carol 3 changes_requested
	dismiss 3 carol "$1"
	approved 3 bob
	merge_pull 3 alice merge
	deploy staging
}

scenario() {
	story olivia
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
