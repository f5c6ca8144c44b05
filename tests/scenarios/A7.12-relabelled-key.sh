# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that gives one of Alice's keys to Bob's name makes nobody else of her.
# Twin: it has been Bob's key all the time.

SECOND='Second Key <second@example.org>'

story() { # PERSON whose the second key is in place
	repository 'approval={ evidence: verified }' allowed_signers=signers
	write_signers "$1"
	git add signers
	git commit -q --amend --no-edit
	baseline staging
	branch feature
	signing_as "$ALICE"
	write_signers "$BOB"
	git add signers
	commit 'PAY-2 more'
	onto main
	signing_as "$BOB" "$SECOND"
	merge feature 'PAY-2 merge'
	deploy staging
}

write_signers() {
	{
		signer_line "$ALICE"
		echo "$(address_of "$1") $(cut -d ' ' -f 1,2 "$(key_of "$SECOND").pub")"
	} >signers
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story "$BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
