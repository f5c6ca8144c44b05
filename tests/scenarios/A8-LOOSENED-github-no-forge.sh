# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that does without the forge, and claims its own review, is still judged by the
#   forge.
# Twin: Bob approved it there.

story() { # LOGIN...
	github_started
	branch topic
	as "$ALICE"
	sed -i '/^forge:/d; /^api:/d' .changegate.yml
	git add .
	commit 'PAY-2 by git alone' "Reviewed-by: $BOB"
	pull 2 topic
	approved 2 "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
