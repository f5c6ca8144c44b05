# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: `git cherry-pick -x` of an approved commit is a change like others: its trailer is a hint.
# Twin: Bob approves the request that has it.

story() { # [LOGIN...]
	github_started
	git branch -q release
	push_as alice release
	topic topic
	picked=$(commit_of topic)
	pull 2 topic release
	approved 2 bob
	merge_pull 2 olivia merge
	onto main
	branch pick
	tick
	git cherry-pick -x "$picked" >/dev/null
	pull 3 pick
	approved 3 "$@"
	merge_pull 3 olivia squash
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
