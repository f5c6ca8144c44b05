# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a clone that puts another object in the place of a commit is not believed.
# Twin: the same without the replacement.

story() {
	started
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
}

scenario() {
	story
	git replace HEAD HEAD~1
	deploy staging
	expect 3 unknown change=UNKNOWN:GIT-CLONE-ALTERED
}

twin() {
	story
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
