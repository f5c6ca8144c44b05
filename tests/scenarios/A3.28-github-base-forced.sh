# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval is gone when a forced push takes from the base what the request was made on: the
#   request brings that now, and nobody reviewed it.
# Twin: Bob approves it once more, with all that it brings now.

story() { # [LOGIN...] after the forced push
	github_started branches='[main, release]'
	branch release
	push_as alice release
	topic topic 'PAY-2 what nobody reviewed'
	git branch -q -f release
	push_as alice release
	commit 'PAY-2 more'
	pull 3 topic release
	approved 3 bob
	git branch -q -f release main
	push_as alice release --force
	approved 3 "$@"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-BASE-CHANGED
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
