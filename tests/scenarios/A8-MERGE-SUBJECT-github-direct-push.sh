# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a direct push that calls itself the merge of an approved request is none.
# Twin: it is that merge.

story() { # push|merge
	github_started
	topic PAY-2
	pull 2 PAY-2
	approved 2 bob
	onto main
	if [ "$1" = push ]; then
		commit 'Merge pull request #2 from acme/PAY-2'
		push_as alice main
	else
		merge_pull 2 olivia merge
	fi
	deploy staging
}

scenario() {
	story push
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story merge
	expect 0 allowed approval=PASS:APPR-COUNTED
}
