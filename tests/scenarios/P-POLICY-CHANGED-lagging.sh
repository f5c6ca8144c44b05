# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a service that lags behind is no way back to an older policy: the repository's newest one is
#   in force for it, too.
# Twin: the newest policy itself.

SERVICES='services={ a: { paths: ["a/**"] }, b: { paths: ["b/**"] } }'

story() { # old|new: the policy that the change to b brings
	repository allowed_signers=.changegate/allowed_signers "$SERVICES"
	signers "$ALICE" "$BOB" "$CAROL"
	git add .changegate
	git commit -q --amend --no-edit
	baseline staging --service a
	baseline staging --service b
	cp .changegate.yml "$SCRATCH/old.yml"
	branch harden
	signing_as "$ALICE"
	policy 'approval={ evidence: verified }' allowed_signers=.changegate/allowed_signers \
		"$SERVICES" >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-1 harden'
	onto main
	signing_as "$BOB"
	merge harden 'PAY-1 merge'
	deploy staging --service a
	expect 0 allowed approval=PASS:APPR-COUNTED
	branch feature
	signing_as "$ALICE"
	commit --file b/file 'PAY-2 more' "Reviewed-by: $BOB"
	onto main
	if [ "$1" = old ]; then
		unsigned_as "$ALICE"
		git merge -q --ff-only feature
		cp "$SCRATCH/old.yml" .changegate.yml
		git add .changegate.yml
		commit_staged 'PAY-2 as it was' "Reviewed-by: $BOB"
	else
		signing_as "$BOB"
		merge feature 'PAY-2 merge'
	fi
	deploy staging --service b
}

scenario() {
	story old
	expect 1 refused approval=FAIL:APPR-GRADE policy=NOTE:POLICY-CHANGED
}

twin() {
	story new
	expect 0 allowed approval=PASS:APPR-COUNTED
}
