# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of the policy names a copy of the ledger in another folder.
# Twin: the folder is that of the policy in force.

story() { # FOLDER: below .git/changegate, of the policy that follows
	started
	cp -a .git/changegate/ledger .git/changegate/copy
	policy ledger="{ store: \"dir:.git/changegate/$1\" }" branches='[main, next]' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 the ledger' "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story copy
	expect 1 refused policy=FAIL:LEDGER-MOVED
}

twin() {
	story ledger
	expect 0 allowed policy=PASS:POLICY-READ
}
