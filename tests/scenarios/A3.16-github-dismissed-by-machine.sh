# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a workflow dismisses, somebody made it dismiss; it may be the author.
# Twin: a human who contributed nothing dismisses it.

story() { # LOGIN
	github_started
	topic topic
	pull 3 topic
	review carol 3 changes_requested
	dismiss 3 carol "$1"
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story github-actions
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story olivia
	expect 0 allowed approval=PASS:APPR-COUNTED
}
