# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an objection stands though somebody else approves.
# Twin: who objected approves in the end.

story() { # [LOGIN...]
	github_started
	topic topic
	pull 2 topic
	review carol 2 changes_requested
	approved 2 bob "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
