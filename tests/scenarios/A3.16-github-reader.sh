# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a request for changes by somebody who may only read is noted and holds nothing up.
# Twin: who may write.

story() { # LOGIN
	github_started
	topic topic
	pull 3 topic
	review "$1" 3 changes_requested
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story dave
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-OBJECTED
}

twin() {
	story carol
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}
