# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever may only read is not counted, and the message says so.
# Twin: he may write.

story() { # PERMISSION
	github_started
	event account login=dave id:=104 permission="$1" association=MEMBER
	merged_pull 3 merge dave
	deploy staging
}

scenario() {
	story read
	expect 1 refused approval=FAIL:APPR-PERMISSION
	expect_because 'dave not counted: may only read'
}

twin() {
	story write
	expect 0 allowed approval=PASS:APPR-COUNTED
}
