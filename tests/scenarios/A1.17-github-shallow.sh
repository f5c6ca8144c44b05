# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a shallow clone, as actions/checkout makes it, is an error that names the setting,
#   whatever GitHub could tell.
# Twin: the same clone after all was fetched.

story() {
	github_started
	merged_pull 3 merge bob
	git update-ref refs/heads/pull-3 refs/pull/3/head
	git clone -q --depth 1 "file://$PWD" ../clone
	cp -R .git/changegate ../clone/.git/
	cd ../clone || exit
	tests
}

scenario() {
	story
	deploy staging
	expect_error 3 'fetch-depth: 0'
}

twin() {
	story
	git fetch -q --unshallow origin '+refs/heads/*:refs/remotes/origin/*' '+refs/pull/*:refs/pull/*'
	deploy staging
	expect 0 allowed change=PASS:CHG-RANGE approval=PASS:APPR-COUNTED
}
