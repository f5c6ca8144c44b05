# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where there is an origin, its branches count: a local branch of the same name is the
#   claim of whoever runs the job.
# Twin: the commit was pushed.

story() { # COMMAND... after the commit
	started
	git clone -q --bare . ../origin.git
	git clone -q ../origin.git ../clone
	cp -R .git/changegate ../clone/.git/
	cd ../clone || exit
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	tests
	"$@"
	deploy staging
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-SOURCE-OTHER
}

twin() {
	story git push -q origin main
	expect 0 allowed separation=PASS:ENV-SOURCE
}
