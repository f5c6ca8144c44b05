# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the author may not dismiss what somebody objects to the own change.
# Twin: somebody who contributed nothing dismisses it.

story() { # LOGIN
	github_started
	topic topic
	pull 3 topic
	review carol 3 changes_requested
	dismiss 3 carol "$1" 'is done'
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
	expect_because 'the review of carol was dismissed by alice, who contributed'
}

twin() {
	story olivia
	expect 0 allowed approval=PASS:APPR-COUNTED
}
