# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key that is no longer valid approves nothing, whatever date the merge bears.
# Twin: it is still valid.

story() { # YEAR in which Carol's key expires
	repository 'approval={ evidence: verified }' allowed_signers=signers
	{ signer_line "$ALICE"; signer_line "$CAROL" "valid-before=\"$1""0101Z\""; } >signers
	git add signers
	git commit -q --amend --no-edit
	baseline staging
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	onto main
	signing_as "$CAROL"
	export GIT_COMMITTER_DATE='1500000000 +0000'
	git merge -q --no-ff -m 'PAY-2 merge' feature
	deploy staging
}

scenario() {
	story 2020
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story 2090
	expect 0 allowed approval=PASS:APPR-COUNTED
}
