# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever pushed last is not counted, whatever the commits say.
# Twin: the author pushed.

story() { # LOGIN
	github_started
	topic topic
	pull 3 topic
	commit 'PAY-2 again'
	push_as "$1" topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: pushed to its branch'
}

twin() {
	story alice
	expect 0 allowed approval=PASS:APPR-COUNTED
}
