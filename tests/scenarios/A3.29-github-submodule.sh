# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a submodule that is moved after the approval makes it stale.
# Twin: Bob approves again; what the submodule brings stays unknown.

story() { # [LOGIN...] after the edit
	github_started
	branch topic
	as "$ALICE"
	git update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,sub
	commit 'PAY-2 more'
	pull 2 topic
	approved 2 bob
	git update-index --add --cacheinfo 160000,2222222222222222222222222222222222222222,sub
	commit_staged 'PAY-2 a little'
	push_as alice topic
	approved 2 "$@"
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-STALE change=UNKNOWN:CHG-SUBMODULE
}

twin() {
	story bob
	expect 3 unknown approval=PASS:APPR-COUNTED change=UNKNOWN:CHG-SUBMODULE
}
