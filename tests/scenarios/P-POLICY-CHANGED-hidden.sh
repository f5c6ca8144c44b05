# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what diffs do not show needs the approvals by name that the old policy asks for.
# Twin: a second person approves it.

story() { # COMMAND... that says who merges
	signed_started "approval={ evidence: verified, count: 2 }"
	branch feature
	signing_as "$ALICE"
	policy 'approval={ evidence: verified }' allowed_signers=.changegate/allowed_signers \
		'tickets={ projects: [PAY, OPS] }' >.changegate.yml
	echo 'app.txt -diff' >.gitattributes
	git add .changegate.yml .gitattributes
	commit 'PAY-2 more'
	signing_as "$CAROL"
	approve feature
	onto main
	"$@"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story unsigned_as "$BOB"
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story signing_as "$BOB"
	expect 0 allowed approval=PASS:APPR-HIDDEN-NAMED
}
