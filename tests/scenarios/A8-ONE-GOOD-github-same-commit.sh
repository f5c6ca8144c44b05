# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of two requests that brought the same commit each is judged: one is approved, the other is
#   not.
# Twin: both are.

story() { # [LOGIN...] who approves the other
	github_started
	topic topic
	git branch -q again
	pull 2 topic
	pull 3 again
	approved 2 bob
	approved 3 "$@"
	merge_pull 2 olivia merge
	event merge number:=3 by=olivia method=merge commit="$(commit_of HEAD)" \
		base_commit="$(commit_of HEAD^1)"
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
