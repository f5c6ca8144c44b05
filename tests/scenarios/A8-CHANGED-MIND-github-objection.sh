# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who approved and then asked for changes does not approve.
# Twin: he approved again.

story() { # STATE...
	local state
	github_started
	topic topic
	pull 2 topic
	for state; do
		review bob 2 "$state"
	done
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story approved changes_requested
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story approved changes_requested approved
	expect 0 allowed approval=PASS:APPR-COUNTED
}
