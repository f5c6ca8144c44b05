# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a shallow clone, as actions/checkout makes it, is judged by the history that its origin
#   has: what is missing is fetched for the run, and the clone stays shallow.
# Twin: the origin is shallow, too, so it is an error that names the setting.

story() { # [COMMAND...] what becomes of the origin
	github_started
	merged_pull 2 merge bob
	merged_pull 3 squash bob
	git clone -q --depth 1 "file://$PWD" ../clone
	cp -R .git/changegate ../clone/.git/
	"$@"
	cd ../clone || exit
	tests
	deploy staging
	[ -e .git/shallow ] || fail 'the clone was changed'
	[ "$(git rev-list --count HEAD)" = 1 ] || fail 'the clone has more than before'
}

origin_lacks_it() {
	git rev-parse HEAD >.git/shallow
	git reflog expire --expire=now --all
	git for-each-ref --format='%(refname)' refs/pull | xargs -n 1 git update-ref -d
	git -c gc.pruneExpire=now gc -q --prune=now
}

scenario() {
	story true
	expect 0 allowed change=PASS:CHG-RANGE approval=PASS:APPR-COUNTED
	expect_range forward 3
}

twin() {
	story origin_lacks_it
	expect_error 3 'fetch-depth: 0'
}
