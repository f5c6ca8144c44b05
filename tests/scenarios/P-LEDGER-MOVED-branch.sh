# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change of the policy names a copy of the ledger's branch under another name, from before a
#   refusal, say.
# Twin: it names the same branch, and changes how long to wait.

ledger_at() { # BRANCH [MORE]
	echo "{ origin: example.org/acme/pay, store: \"git:refs/heads/$1\"${2-} }"
}

story() { # LEDGER: of the policy that follows
	git init -q --bare -b main origin.git
	repository repository=local/pay ledger="$(ledger_at change-records)"
	git remote add origin ../origin.git
	git push -q origin main
	git remote set-head origin main
	baseline staging
	git -C ../origin.git branch copy change-records
	policy repository=local/pay ledger="$1" >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 the ledger' "Reviewed-by: $BOB"
	git push -q origin main
	deploy staging
}

scenario() {
	story "$(ledger_at copy)"
	expect 1 refused policy=FAIL:LEDGER-MOVED
	expect_because 'a ledger cannot be moved'
}

twin() {
	story "$(ledger_at change-records ', wait: 2m')"
	expect 0 allowed policy=PASS:POLICY-READ
}
