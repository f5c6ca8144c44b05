# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the ledger is a branch of the origin, the origin is asked whether its branch has the
#   commit.
# Twin: the ledger is a branch of the clone alone, whose word has to do for everything.

story() { # STORE
	git init -q --bare -b main origin.git
	repository 'repository=local/pay' "ledger={ origin: example.org/acme/pay, store: \"$1\" }"
	git remote add origin ../origin.git
	git push -q origin main
	git remote set-head origin main
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	git update-ref refs/remotes/origin/main HEAD
	deploy staging
}

scenario() {
	story git:refs/heads/change-records
	expect 3 unknown separation=UNKNOWN:GIT-REF-CLAIMED policy=UNKNOWN:GIT-REF-CLAIMED
}

twin() {
	story git:local:refs/heads/change-records
	expect 0 allowed separation=PASS:ENV-SOURCE
}
