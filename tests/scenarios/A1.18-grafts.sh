# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a clone whose grafts give a commit other parents is not believed.
# Twin: the same without the file.

story() {
	started
	branch feature
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	onto main
	as "$BOB"
	merge feature 'PAY-2 merge'
}

scenario() {
	story
	git rev-parse HEAD >.git/info/grafts
	deploy staging
	expect 3 unknown change=UNKNOWN:GIT-CLONE-ALTERED
}

twin() {
	story
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
