# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a hand-made file `shallow`, which hides a commit from git, is not believed.
# Twin: the same without the file.

story() {
	started
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	commit 'PAY-3 more' "Reviewed-by: $CAROL"
}

scenario() {
	story
	git rev-parse HEAD >.git/shallow
	deploy staging
	expect 3 unknown change=UNKNOWN:GIT-CLONE-ALTERED
}

twin() {
	story
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
