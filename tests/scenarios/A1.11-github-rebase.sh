# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: commits that were rebased are what was reviewed only if each has its content.
# Twin: each has.

with_more() { # NUMBER LOGIN
	with_rebase "$@"
	echo 'and a line' >>second.txt
	git commit -q --amend --no-edit second.txt
}

story() { # METHOD
	github_started
	topic topic
	commit --file second.txt 'PAY-1 and more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia "$1"
	deploy staging
}

scenario() {
	story more
	expect 1 refused approval=FAIL:APPR-SQUASH-MISMATCH approval=FAIL:APPR-NO-PR
}

twin() {
	story rebase
	expect 0 allowed approval=PASS:APPR-COUNTED
}
