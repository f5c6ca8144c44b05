# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: names in commits are text: whoever pushes commits under the name of somebody else contributed,
#   even if others push after that.
# Twin: the author pushed them.

story() { # LOGIN
	github_started
	topic topic
	push_as "$1" topic
	commit 'PAY-2 again'
	push_as alice topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
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
