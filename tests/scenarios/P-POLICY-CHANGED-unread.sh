# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signature that cannot be read would be enough for the new policy, and not for the old
#   one, even if it were good: refused, and not merely unknown.
# Twin: the old policy asks for one approval as well.

story() { # COUNT of the policy in place
	signed_started "approval={ evidence: claimed, count: $1 }"
	branch feature
	signing_as "$ALICE"
	policy 'approval={ evidence: claimed }' allowed_signers=.changegate/allowed_signers \
		'tickets={ projects: [PAY, OPS] }' >.changegate.yml
	echo 'app.txt -diff' >.gitattributes
	git add .changegate.yml .gitattributes
	commit 'PAY-2 more'
	signing_as "$CAROL"
	approve feature
	sign_tag_otherwise openpgp review
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story 2
	expect 1 refused approval=FAIL:APPR-SIGNATURE approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story 1
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP
}
