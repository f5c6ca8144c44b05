# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a clone that takes objects from elsewhere is not believed.
# Twin: it has all of its own.

story() {
	started
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
}

scenario() {
	story
	git init -q --bare ../elsewhere
	echo "$PWD/../elsewhere/objects" >.git/objects/info/alternates
	deploy staging
	expect 3 unknown change=UNKNOWN:GIT-CLONE-ALTERED
}

twin() {
	story
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
