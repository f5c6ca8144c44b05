# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a request for changes by somebody who may write stands, however many approve.
# Twin: the same person approves later.

story() { # LOGIN...
	github_started
	topic topic
	pull 3 topic
	review carol 3 changes_requested
	approved 3 bob "$@"
	merge_pull 3 olivia merge
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
