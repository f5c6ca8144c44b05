# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an objection that the author dismissed stands.
# Twin: who objected to it did that himself.

story() { # LOGIN who dismisses
	github_started
	topic topic
	pull 2 topic
	review carol 2 changes_requested
	dismiss 2 carol "$1"
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
