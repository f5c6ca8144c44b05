# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what ran on the head of the request does not count if the branch had moved on: that
#   content was never tested.
# Twin: the branch had not, so both have the same content.

story() { # yes: another request came first
	github_unit
	topic topic
	pull 3 topic
	check unit --event pull_request
	approved 3 bob
	onto main
	if [ "$1" = yes ]; then
		branch other
		commit --file other.txt 'PAY-2 other'
		pull 4 other
		approved 4 bob
		merge_pull 4 olivia squash
		check unit
	fi
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story yes
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story no
	expect 0 allowed tests=PASS:TEST-PASSED
}
