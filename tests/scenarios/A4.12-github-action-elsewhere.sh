# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: so does a local action that lies anywhere else.
# Twin: a guardian approved it.

story() { # LOGIN who approves
	github_unit "definitions: guarded" 'guardians=[103+carol@users.noreply.github.com]'
	branch topic
	commit --file tools/test/action.yml 'PAY-1 more'
	pull 3 topic
	approved 3 "$1"
	merge_pull 3 olivia squash
	check unit
	deploy staging
}

scenario() {
	story bob
	expect 1 refused tests=FAIL:TEST-DEFINITION-CHANGED
}

twin() {
	story carol
	expect 0 allowed tests=PASS:TEST-PASSED tests=PASS:TEST-DEFINITION-REVIEWED \
		tests=NOTE:TEST-DEFINITION-CHANGED
}
