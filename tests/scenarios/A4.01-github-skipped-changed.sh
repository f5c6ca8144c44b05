# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a skipped job counts only while no changed file is one that it is for
#   (tests.skip_unchanged).
# Twin: another file changed.

story() { # FILE
	github_unit "skip_unchanged: ['lib/**']"
	branch topic
	commit --file "$1" 'PAY-1 more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
	check unit --conclusion skipped
	deploy staging
}

scenario() {
	story lib/a.c
	expect 1 refused tests=FAIL:TEST-SKIPPED
}

twin() {
	story docs/a.md
	expect 0 allowed tests=PASS:TEST-UNCHANGED
}
