# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a dismissed approval is none, and an earlier one of the same person does not come back.
# Twin: it is not dismissed.

story() { # yes|no
	github_started
	topic topic
	pull 3 topic
	approved 3 bob bob
	[ "$1" = no ] || dismiss 3 bob olivia 'not this'
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-DISMISSED
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
