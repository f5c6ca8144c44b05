# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the objection of somebody who may not write any more holds nothing up, as the forge tells only what
#   is now; but it is noted.
# Twin: who may still write.

story() { # PERMISSION
	github_started
	topic topic
	pull 3 topic
	review carol 3 changes_requested
	approved 3 bob
	event permission login=carol permission="$1"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story read
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-OBJECTED
}

twin() {
	story write
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}
