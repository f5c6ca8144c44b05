# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: beneath a dismissed approval an older one of the same person does not count.
# Twin: it is not dismissed.

story() { # [LOGIN...] whose last review is dismissed
	local login
	github_started
	topic topic
	pull 2 topic
	approved 2 bob bob
	for login; do
		dismiss 2 "$login"
	done
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-DISMISSED
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
