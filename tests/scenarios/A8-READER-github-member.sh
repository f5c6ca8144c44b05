# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval by a member who may only read does not count.
# Twin: the member may write.

story() { # PERMISSION
	github_started
	event account login=dave id:=104 permission="$1" association=MEMBER emails:='[]'
	merged_pull 2 squash dave
	deploy staging
}

scenario() {
	story read
	expect 1 refused approval=FAIL:APPR-PERMISSION
}

twin() {
	story write
	expect 0 allowed approval=PASS:APPR-COUNTED
}
