# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key that is allowed for other things only approves nothing.
# Twin: it is allowed for git.

story() { # NAMESPACES of Carol's key
	repository 'approval={ evidence: verified }' allowed_signers=signers
	{ signer_line "$ALICE"; signer_line "$CAROL" "namespaces=\"$1\""; } >signers
	git add signers
	git commit -q --amend --no-edit
	baseline staging
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$CAROL"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story 'file,changegate-tests'
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story 'file,git'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
