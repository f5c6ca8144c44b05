# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever approved may merge.
# Twin: whoever merges has not approved by that.

story() { # LOGIN...
	github_started
	topic topic
	pull 3 topic
	approved 3 "$@"
	merge_pull 3 bob merge
	deploy staging
}

scenario() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}
