# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a workflow that its path filter kept from starting is missing if a file of
#   tests.skip_unchanged changed somewhere in the range.
# Twin: none did.

story() { # FILE of the first of two requests
	github_unit "skip_unchanged: ['lib/**']"
	branch first
	commit --file "$1" 'PAY-1 more'
	pull 3 first
	approved 3 bob
	merge_pull 3 olivia squash
	merged_pull 4 squash bob
	deploy staging
}

scenario() {
	story lib/a.c
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story docs/a.md
	expect 0 allowed tests=PASS:TEST-UNCHANGED
}
