# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one key that is listed for two people makes one person of them.
# Twin: each has a key of their own.

story() { # PERSON whose key Carol signs with
	repository 'approval={ evidence: verified }' allowed_signers=signers
	{
		signer_line "$ALICE"
		echo "$(address_of "$CAROL") $(cut -d ' ' -f 1,2 "$(key_of "$1").pub")"
	} >signers
	git add signers
	git commit -q --amend --no-edit
	baseline staging
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$CAROL" "$1"
	approve feature
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story "$ALICE"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
