# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a variable that names another default branch does not replace the protected one.
# Twin: it names the branch that the policy in place names.

story() { # BRANCH
	started
	git clone -q --bare . ../origin.git
	git clone -q ../origin.git ../clone
	cp -R .git/changegate ../clone/.git/
	cd ../clone || exit
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	git push -q origin main
	branch mine
	policy branches='[mine]' >.changegate.yml
	git commit -q -a -m 'PAY-3 my own gate' -m "Reviewed-by: $BOB"
	git push -q origin mine
	git checkout -q "$1"
	tests
	export CI_DEFAULT_BRANCH=$1
	deploy staging
}

scenario() {
	story mine
	expect 1 refused policy=FAIL:POLICY-SOURCE
}

twin() {
	story main
	expect 0 allowed policy=PASS:POLICY-READ
}
