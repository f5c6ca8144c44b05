# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the approval of an app is none.
# Twin: of a human.

story() { # TYPE
	github_started
	event account login=helper id:=301 permission=write type="$1"
	merged_pull 3 merge helper
	deploy staging
}

scenario() {
	story Bot
	expect 1 refused approval=FAIL:APPR-NOT-HUMAN
}

twin() {
	story User
	expect 0 allowed approval=PASS:APPR-COUNTED
}
