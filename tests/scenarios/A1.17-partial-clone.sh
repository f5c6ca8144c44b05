# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a partial clone that lacks what the range needs is an error that says so.
# Twin: a whole clone.

story() { # [OPTION] of git clone
	repository services='{ web: { paths: ["**"] } }'
	baseline staging --service web
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	git config uploadpack.allowFilter true
	git clone -q "$@" "file://$PWD" ../clone
	cp -R .git/changegate ../clone/.git/
	cd ../clone || exit
	tests
	# libgit2 1.5 leaks when it opens a repository with extensions; nothing of ours is hidden here.
	export ASAN_OPTIONS=detect_leaks=0
	deploy staging --service web
}

scenario() {
	story --filter=tree:0
	expect_error 3 'without --filter'
}

twin() {
	story
	expect 0 allowed change=PASS:CHG-RANGE
}
