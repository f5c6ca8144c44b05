# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a remote branch that was moved by hand in the clone deceives git, and is not believed where
#   the ledger is at the origin: the origin itself is asked.
# Twin: the commit was pushed there.

story() { # push|update-ref
	git init -q --bare -b main origin.git
	repository 'repository=local/pay' 'ledger={ origin: "example.org/acme/pay", store: "git:refs/heads/change-records" }'
	git remote add origin ../origin.git
	git push -q origin main
	git remote set-head origin main
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	if [ "$1" = push ]; then
		git push -q origin main
	else
		git update-ref refs/remotes/origin/main HEAD
	fi
	git branch -r --contains HEAD | grep -q origin/main || fail 'git is not deceived'
	deploy staging
}

scenario() {
	story update-ref
	expect 3 unknown separation=UNKNOWN:GIT-REF-CLAIMED policy=UNKNOWN:GIT-REF-CLAIMED
}

twin() {
	story push
	expect 0 allowed separation=PASS:ENV-SOURCE
}
