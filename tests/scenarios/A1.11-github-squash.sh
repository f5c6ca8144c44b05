# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a squash that has a line more than what was reviewed is refused.
# Twin: it is what was reviewed.

with_more() { # NUMBER LOGIN
	with_squash "$@"
	echo 'and a line' >>app.txt
	git commit -q --amend --no-edit app.txt
}

story() { # METHOD
	github_started
	topic topic
	commit 'PAY-1 and more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia "$1"
	deploy staging
}

scenario() {
	story more
	expect 1 refused approval=FAIL:APPR-SQUASH-MISMATCH
}

twin() {
	story squash
	expect 0 allowed approval=PASS:APPR-COUNTED
}
