# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change makes a guardian of somebody whose signature cannot be read: by the old policy it
#   would not count even if it were good.
# Twin: she was the guardian before.

story() { # ADDRESS of the guardian in place
	signed_started 'approval={ evidence: claimed }' "guardians=[$1]"
	branch feature
	signing_as "$ALICE"
	policy 'approval={ evidence: claimed }' allowed_signers=.changegate/allowed_signers \
		'guardians=[carol@example.org]' 'tickets={ projects: [PAY, OPS] }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 the policy'
	signing_as "$CAROL"
	approve feature
	sign_tag_otherwise openpgp review
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story bob@example.org
	expect 1 refused approval=FAIL:POLICY-UNREVIEWED approval=UNKNOWN:SIG-OPENPGP
}

twin() {
	story carol@example.org
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
}
